import Files
import Testing
import Treebanks

@testable import Commands

@Suite("Exit codes")
struct SystemExitTests {
    @Test("the values are those that scripts rely on")
    func values() {
        let codes = [SystemExit.done, .usage, .badInput, .noInput, .inputOutput, .tryAgain, .configuration]
        #expect(codes.map(\.rawValue) == [0, 64, 65, 66, 74, 75, 78])
    }

    @Test("the graver of two counts, in either order")
    func combined() {
        let cases: [(SystemExit, SystemExit, SystemExit)] = [
            (.done, .badInput, .badInput), (.badInput, .noInput, .badInput), (.badInput, .tryAgain, .tryAgain),
            (.inputOutput, .tryAgain, .tryAgain), (.done, .done, .done),
        ]
        for (first, second, expected) in cases {
            #expect(first.combined(with: second) == expected)
            #expect(second.combined(with: first) == expected)
        }
    }

    @Test("a full disk asks to try again, other failures of files are input/output errors")
    func fileErrors() {
        func status(_ code: FileError.Code) -> SystemExit {
            SystemExit(of: FileError(code: code, operation: .write, path: "x"))
        }
        #expect(status(.full) == .tryAgain)
        #expect(status(.busy) == .tryAgain)
        #expect(status(.notFound) == .inputOutput)
        #expect(SystemExit(of: FileError(code: .notFound, operation: .open, path: "x")) == .noInput)
        #expect(status(.denied) == .inputOutput)
        #expect(status(.readOnly) == .inputOutput)
    }

    @Test("a malformed treebank is bad input, one that is not there is none")
    func treebankErrors() {
        #expect(SystemExit(of: TreebankError(.columns(3), file: "x", line: 1)) == .badInput)
        let missing = FileError(code: .notFound, operation: .open, path: "x")
        #expect(SystemExit(of: TreebankError(.file(missing), file: "x")) == .noInput)
    }
}
