import Testing
import Yams

@testable import Configuration

@Suite("Options of YAML files")
struct OptionReaderTests {
    private enum Colour: String, CaseIterable { case red, green }

    private func reader(_ yaml: String) throws -> OptionReader {
        let root = try DefinitionFile.root(yaml: yaml, file: "a.yaml", example: "b.yaml")
        return try OptionReader(root, file: "a.yaml", subject: "the thing")
    }

    @Test("values of every kind are read, and keys that are missing are nil")
    func values() throws {
        var options = try reader(
            "text: a\nnumber: 7\nfraction: 5e-4\nbytes: 2MiB\ncolour: green\nlist: [x, y]\nyes: true\nmaps: [{a: 1}, {}]"
        )
        #expect(try options.requiredText("text") == "a")
        #expect(try options.number("number", in: 1...9) == 7)
        #expect(try options.fraction("fraction", in: 0...1) == 5e-4)
        #expect(try options.bytes("bytes", in: 1...(4 << 20)) == 2 << 20)
        #expect(try options.choice("colour", of: Colour.self) == .green)
        #expect(try options.texts("list") == ["x", "y"])
        #expect(try options.flag("yes") == true)
        #expect(try options.mappings("maps")?.count == 2)
        try options.finish()
        #expect(try options.number("absent", in: 1...9) == nil)
        #expect(try options.flag("absent") == nil)
        #expect(try options.mappings("absent") == nil)
        #expect(options.names == ["text", "number", "fraction", "bytes", "colour", "list", "yes", "maps"])
    }

    /// A value that is refused: the file, the line, and a word of the remedy.
    private func refusal(_ yaml: String, _ read: (inout OptionReader) throws -> Void) throws -> DefinitionError {
        try #require(throws: DefinitionError.self) {
            var options = try reader(yaml)
            try read(&options)
        }
    }

    @Test("values out of range and of another kind are refused with their line and what to write")
    func refusals() throws {
        let number = try refusal("a: 1\nb: 12") { _ = try $0.number("b", in: 1...9) }
        #expect("\(number)" == "a.yaml:2: `b` of the thing is `12`; write a whole number from 1 to 9")
        let fraction = try refusal("a: nan") { _ = try $0.fraction("a", in: 0...1) }
        #expect(fraction.remedy == "write a number from 0.0 to 1.0")
        let flag = try refusal("a: yes") { _ = try $0.flag("a") }
        #expect(flag.remedy == "write `true` or `false`")
        let choice = try refusal("a: blue") { _ = try $0.choice("a", of: Colour.self) }
        #expect(choice.remedy == "write one of `red`, `green`")
        let list = try refusal("a: 3") { _ = try $0.mappings("a") }
        #expect(list.problem == "`a` of the thing is `3`")
        let twice = try refusal("a: [x, x]") { _ = try $0.texts("a") }
        #expect(twice.problem.contains("x twice"))
        let missing = try refusal("a: 3") { _ = try $0.requiredText("b") }
        #expect(missing.problem == "the thing has no `b`")
    }

    @Test("a key that nobody asked for is refused")
    func unknown() throws {
        let error = try refusal("a: 1\n\nc: 2") {
            _ = try $0.number("a", in: 1...1)
            try $0.finish()
        }
        #expect(error.line == 3)
        #expect(error.problem == "the thing has no option `c`")
        #expect(error.remedy == "it knows `a`")
    }

    @Test("files that are not there, empty or not YAML are refused")
    func files() throws {
        #expect(throws: DefinitionError.self) { try DefinitionFile.text(of: "/nowhere/a.yaml") }
        let empty = try refusal("") { _ in }
        #expect(empty.remedy == "start from b.yaml")
        let bad = try refusal("a: [") { _ in }
        #expect(bad.problem.contains("YAML"))
        let list = try refusal("- a") { _ in }
        #expect(list.problem.contains("not a list of options"))
    }

    @Test(
        "sizes are read with their units",
        arguments: [
            ("7", 7), ("4KiB", 4096), ("3MiB", 3 << 20), ("1.5MiB", nil), ("MiB", nil), ("-1KiB", nil), ("1GB", nil),
            ("99999999999999999999KiB", nil),
        ] as [(String, Int?)])
    func sizes(text: String, bytes: Int?) {
        #expect(OptionReader.byteCount(text) == bytes)
    }
}
