import Foundation
import TestSupport
import Testing

@testable import Files

@Suite("Digests")
struct DigestTests {
    @Test(
        "the examples of NIST (FIPS 180-4, SHA-256)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func vectors(text: String, digits: String) {
        #expect(Digest.of(Array(text.utf8)).hexadecimal == digits)
    }

    @Test("a million times the letter a")
    func million() {
        let digest = Digest.of([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("bytes in pieces of any size give the digest of the whole")
    func pieces() {
        var random = SeededGenerator(seed: 1)
        let bytes = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for _ in 0..<200 {
            var hash = SHA256()
            var rest = bytes[..<Int.random(in: 0...1000, using: &random)]
            let whole = Digest.of(Array(rest))
            while !rest.isEmpty {
                let count = min(Int.random(in: 0...150, using: &random), rest.count)
                hash.update(Array(rest.prefix(count)).span)
                rest = rest.dropFirst(count)
            }
            #expect(hash.finish() == whole)
            #expect(hash.finish() == whole, "asking twice changes nothing")
        }
    }

    @Test(
        "the processor's instructions give what the portable function gives",
        .enabled(if: SHA256.State.hasInstructions, "needs a processor with instructions for SHA-256")
    )
    func instructions() {
        var random = SeededGenerator(seed: 5)
        for blocks in 0..<40 {
            let bytes = (0..<64 * blocks).map { _ in UInt8.random(in: 0...255, using: &random) }
            var portable = SHA256.State(a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: .max)
            var quick = portable
            bytes.withUnsafeBytes { portable.compressPortably($0) }
            bytes.withUnsafeBytes { quick.compressByInstructions($0) }
            #expect(portable == quick)
        }
    }

    @Test("hexadecimal digits and back")
    func hexadecimal() {
        let digest = Digest.of([1, 2, 3])
        #expect(Digest(hexadecimal: digest.hexadecimal) == digest)
        #expect(Digest(hexadecimal: digest.hexadecimal.uppercased()) == digest)
        #expect(Digest(hexadecimal: String(digest.hexadecimal.dropLast())) == nil)
        #expect(Digest(hexadecimal: "g" + digest.hexadecimal.dropFirst()) == nil)
        #expect(Digest(hexadecimal: "é" + digest.hexadecimal.dropFirst()) == nil)
    }

    @Test("a file has the digest of its bytes, at every size around that of the pieces")
    func files() throws {
        let folder = try TemporaryDirectory()
        for count in [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 3) }
            #expect(try Digest.ofFile(folder.write(bytes, to: "f")) == Digest.of(bytes))
        }
        #expect(throws: FileError.self) { _ = try Digest.ofFile(folder.path("none")) }
    }

    @Test("a combined digest depends on names and contents, not on their order")
    func combined() {
        let one = Digest.of([1])
        let two = Digest.of([2])
        let both = Digest.combined([("a", one), ("b", two)])
        #expect(Digest.combined([("b", two), ("a", one)]) == both)
        #expect(Digest.combined([("a", two), ("b", one)]) != both)
        #expect(Digest.combined([("a", one)]) != both)
        #expect(Digest.combined([("a", one), ("c", two)]) != both)
    }

    @Test("the digest of some files of a folder is the combined one of theirs, subfolders too")
    func folders() throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.path("sub"), withIntermediateDirectories: false)
        _ = try folder.write([1], to: "weights")
        _ = try folder.write([2], to: "sub/vocabulary")
        _ = try folder.write([3], to: "other")
        let digest = try Digest.ofFiles(["weights", "sub/vocabulary"], in: folder.url.path)
        #expect(digest == Digest.combined([("sub/vocabulary", .of([2])), ("weights", .of([1]))]))
        #expect(throws: FileError.self) { _ = try Digest.ofFiles(["weights", "none"], in: folder.url.path) }
    }
}
