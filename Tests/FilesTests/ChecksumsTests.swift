import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Check sums of a folder's files")
struct ChecksumsTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        _ = try folder.write(Array("abc".utf8), to: "weights")
        _ = try folder.write([], to: "words")
    }

    private var path: String { folder.url.path }

    @Test("a list is written as sha256sum writes it, read back, and agrees with the files")
    func written() throws {
        let sums = try Checksums(of: ["weights", "words"], in: path)
        try sums.write(to: path)
        let text = try String(contentsOfFile: folder.path("SHA256SUMS"), encoding: .utf8)
        #expect(
            text == """
                ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  weights
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  words

                """)
        #expect(Checksums(folder: path) == sums)
        try sums.verify(folder: path)
    }

    @Test("a file that was altered is named, one that is gone cannot be read")
    func altered() throws {
        let sums = try Checksums(of: ["weights", "words"], in: path)
        _ = try folder.write(Array("abd".utf8), to: "weights")
        let mismatch = #expect(throws: Checksums.Mismatch.self) { try sums.verify(folder: path) }
        #expect(mismatch?.file == folder.path("weights"))
        try FileManager.default.removeItem(atPath: folder.path("weights"))
        #expect(throws: FileError.self) { try sums.verify(folder: path) }
        #expect(throws: FileError.self) { try Checksums(of: ["weights"], in: path) }
    }

    @Test("a folder without a list has none; other forms of sha256sum's lines are read")
    func lists() throws {
        #expect(Checksums(folder: path) == nil)
        _ = try folder.write(Array("12ab *weights\r\nno\n\n34cd   a name\n".utf8), to: Checksums.name)
        let entries = [Checksums.Entry(digest: "12ab", name: "weights"), .init(digest: "34cd", name: "a name")]
        #expect(Checksums(folder: path)?.entries == entries)
    }
}
