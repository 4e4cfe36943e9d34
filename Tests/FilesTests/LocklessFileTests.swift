import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Files

@Suite("Atomic files on a file system without locks")
struct LocklessFileTests {
    private let folder: TemporaryDirectory
    private var path: String { folder.path("a.bin") }

    init() throws { folder = try TemporaryDirectory() }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.url.path) }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("a writer has a part file of its own", arguments: [ENOLCK, ENOSYS, EOPNOTSUPP])
    func own(number: Int32) throws {
        let file = try AtomicFile(path: path) { _ in number }
        #expect(try names() == [URL(fileURLWithPath: file.partPath).lastPathComponent])
        #expect(file.partPath.hasPrefix(path + ".part."))
        #expect(file.partPath.hasSuffix(".\(getpid()).1"))
        try file.write(Array("one".utf8))
        try file.commit()
        #expect(try names() == ["a.bin"])
        #expect(try text() == "one")
    }

    @Test("an output that is committed is not touched by the writer that goes on")
    func goesOn() throws {
        let first = try AtomicFile(path: path) { _ in ENOLCK }
        let second = try AtomicFile(path: path) { _ in ENOLCK }
        #expect(first.partPath != second.partPath)
        try first.write(Array("the first".utf8))
        try second.write(Array("the ".utf8))
        try first.commit()
        try second.write(Array("second, longer".utf8))
        #expect(try text() == "the first")
        try second.commit()
        #expect(try text() == "the second, longer")
        #expect(try names() == ["a.bin"])
    }

    @Test("a writer that gives up takes only its own part away")
    func givesUp() throws {
        let first = try AtomicFile(path: path) { _ in ENOLCK }
        let second = try AtomicFile(path: path) { _ in ENOLCK }
        try first.write(Array("first".utf8))
        second.discard()
        try first.commit()
        #expect(try text() == "first")
        #expect(try names() == ["a.bin"])
    }

    @Test("two writers at the same time both commit, and the file is that of one of them", arguments: 0..<20)
    func concurrent(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let outputs = [UInt8(1), 2].map { byte in
            [UInt8](repeating: byte, count: Int.random(in: 0...200_000, using: &generator))
        }
        // Every second time both have the shared part file open before either is told that there are no locks.
        let meets = seed % 2 == 0
        let opened = Atomic<Int>(0)
        let failures = Mutex<[String]>([])
        let path = path
        DispatchQueue.concurrentPerform(iterations: 2) { writer in
            do {
                let file = try AtomicFile(path: path) { _ in
                    opened.wrappingAdd(1, ordering: .sequentiallyConsistent)
                    while meets, opened.load(ordering: .sequentiallyConsistent) < 2 { sched_yield() }
                    return ENOLCK
                }
                var rest = outputs[writer][...]
                while !rest.isEmpty {
                    try file.write(Array(rest.prefix(5000)))
                    rest = rest.dropFirst(5000)
                }
                try file.commit()
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try outputs.contains(Array(Data(contentsOf: URL(fileURLWithPath: path)))))
        #expect(try names() == ["a.bin"])
    }

    @Test("a part file that was there before is neither written nor removed")
    func otherPart() throws {
        _ = try folder.write("theirs".utf8, to: "a.bin.part")
        let file = try AtomicFile(path: path) { _ in ENOLCK }
        try file.write(Array("ours".utf8))
        try file.commit()
        #expect(try text() == "ours")
        #expect(try String(contentsOfFile: path + ".part", encoding: .utf8) == "theirs")
    }

    @Test("what a killed process of the same number left behind is passed over")
    func samePart() throws {
        let killed = try AtomicFile(path: path) { _ in ENOLCK }.partPath
        _ = try folder.write("half".utf8, to: URL(fileURLWithPath: killed).lastPathComponent)
        let file = try AtomicFile(path: path) { _ in ENOLCK }
        #expect(file.partPath.hasSuffix(".\(getpid()).2"))
        try file.commit()
        #expect(try String(contentsOfFile: killed, encoding: .utf8) == "half")
    }

    @Test("any other failure to lock is an error of the caller")
    func otherFailure() {
        let error = #expect(throws: FileError.self) { _ = try AtomicFile(path: path) { _ in EIO } }
        #expect(error == FileError(.lock, path: path + ".part", number: EIO))
    }
}
