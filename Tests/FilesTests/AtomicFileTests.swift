import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Atomic files")
struct AtomicFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test("a file stands under its name only when it is committed, and is complete then")
    func commit() throws {
        let file = try AtomicFile(path: folder.path("a.bin"))
        try file.write(Array("one ".utf8))
        try file.write([])
        try file.write(Array("two".utf8))
        #expect(!exists(file.path))
        #expect(exists(file.partPath))
        #expect(file.count == 7)
        #expect(file.partPath == folder.path("a.bin.part"))
        try file.commit()
        #expect(!exists(file.partPath))
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "one two")
    }

    @Test("a file that is discarded or dropped leaves nothing, and the old file stays")
    func discard() throws {
        let path = try folder.write("old".utf8, to: "a.bin")
        let discarded = try AtomicFile(path: path)
        try discarded.write(Array("new".utf8))
        discarded.discard()
        #expect(!exists(discarded.partPath))
        do {
            let dropped = try AtomicFile(path: path)
            try dropped.write(Array("new".utf8))
        }
        #expect(!exists(path + ".part"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }

    @Test("a commit replaces the old file")
    func replace() throws {
        let path = try folder.write("a longer old file".utf8, to: "a.bin")
        let file = try AtomicFile(path: path)
        try file.write(Array("new".utf8))
        try file.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    }

    @Test("the part file of a killed run is replaced")
    func stalePart() throws {
        _ = try folder.write("half of an old output, longer than the new".utf8, to: "a.bin.part")
        let file = try AtomicFile(path: folder.path("a.bin"))
        try file.write(Array("new".utf8))
        try file.commit()
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "new")
    }

    @Test("two writers cannot share a part file")
    func secondWriter() throws {
        let path = folder.path("a.bin")
        let first = try AtomicFile(path: path)
        try first.write(Array("first".utf8))
        let refused = #expect(throws: FileError.self) { _ = try AtomicFile(path: path) }
        #expect(refused?.code == .busy)
        try first.commit()
        let second = try AtomicFile(path: path)
        try second.write(Array("second".utf8))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
        try second.commit()
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
    }

    @Test("a part file that somebody took away is never renamed or removed")
    func stolenPart() throws {
        let file = try AtomicFile(path: folder.path("a.bin"))
        try file.write(Array("ours".utf8))
        try FileManager.default.removeItem(atPath: file.partPath)
        _ = try folder.write("theirs".utf8, to: "a.bin.part")
        let error = #expect(throws: FileError.self) { try file.commit() }
        #expect(error?.code == .busy)
        #expect(!exists(file.path))
        #expect(try String(contentsOfFile: file.partPath, encoding: .utf8) == "theirs")
    }

    @Test("after the end nothing can be written or committed again")
    func afterEnd() throws {
        let file = try AtomicFile(path: folder.path("a.bin"))
        try file.commit()
        #expect(throws: FileError.self) { try file.write([1]) }
        #expect(throws: FileError.self) { try file.commit() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file.path)).isEmpty)
    }

    @Test("targets that cannot be made are refused with the reason")
    func badTargets() throws {
        let refusal = { (path: String) in #expect(throws: FileError.self) { _ = try AtomicFile(path: path) } }
        #expect(refusal(folder.url.path)?.code == .isFolder)
        #expect(refusal(folder.path("no/such/folder.bin"))?.code == .notFound)
        #expect(refusal(folder.path(String(repeating: "n", count: 252)))?.code == .nameTooLong)
        let file = try folder.write([], to: "file")
        #expect(refusal(file + "/below")?.code == .notFolder)
        // A link in place of a part file could lead anywhere.
        try FileManager.default.createSymbolicLink(atPath: folder.path("l.part"), withDestinationPath: file)
        #expect(refusal(folder.path("l")) != nil)
    }

    @Test("a folder without the right to write is refused", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func denied() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.url.path)
        let error = #expect(throws: FileError.self) { _ = try AtomicFile(path: folder.path("a")) }
        #expect(error?.code == .denied)
    }

    @Test(
        "a full disk is reported as such and leaves no part file",
        .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
    func fullDisk() throws {
        let disk = try SmallDisk()
        let file = try AtomicFile(path: disk.path("a.bin"))
        let error = #expect(throws: FileError.self) {
            for _ in 0..<64 { try file.write([UInt8](repeating: 7, count: 4096)) }
        }
        #expect(error?.code == .full)
        #expect(error?.operation == .write)
        #expect(!exists(file.partPath))
        #expect(!exists(file.path))
    }

    @Test("a read-only file system is reported as such", .enabled(if: SmallDisk.isPossible, "needs the right to mount"))
    func readOnly() throws {
        let disk = try SmallDisk()
        try disk.makeReadOnly()
        let error = #expect(throws: FileError.self) { _ = try AtomicFile(path: disk.path("a.bin")) }
        #expect(error?.code == .readOnly)
    }
}
