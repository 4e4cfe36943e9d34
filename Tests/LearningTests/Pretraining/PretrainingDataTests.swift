import CZstd
import Entities
import Files
import Foundation
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Texts of pre-training")
struct PretrainingDataTests {
    private let folder: TemporaryDirectory
    private let tokenizer: WordPieceTokenizer

    init() throws {
        folder = try TemporaryDirectory()
        let letters = "abcdefghij0123456789".map(String.init)
        let entries = ["[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + letters.map { "##\($0)" } + ["."]
        tokenizer = WordPieceTokenizer(vocabulary: try Vocabulary(entries: entries), lowercase: true)
    }

    /// Documents that are all different.
    private func documents(_ count: Int, offset: Int = 0) -> [String] {
        (0..<count).map { "Abc \(offset + $0) def. Ghi \(($0 * 7) % 13) j." }
    }

    private func read(
        _ texts: [TextDefinition], heldOut: Float = 0, subwords: Int = 10, scored: Int? = nil, seed: UInt64 = 1
    ) throws -> PretrainingData {
        let masking = try #require(WordMasking(MaskingSettings(), vocabulary: tokenizer.vocabulary, seed: seed))
        return try PretrainingData(
            texts, folder: folder.url.path, tokenizer: tokenizer, masking: masking,
            limits: .init(subwords: subwords, heldOut: heldOut, scored: scored), seed: seed)
    }

    private func compressed(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            count = ZSTD_compress(buffer.baseAddress, buffer.count, bytes, bytes.count, 3)
        }
    }

    /// The sub-words of sequences, without special tokens.
    private func content(_ sequences: [[Int32]]) -> [Int32] { sequences.flatMap { $0.dropFirst().dropLast() } }

    @Test("every line is a document, whatever its end and wherever the buffer ends; zstd in one frame or several")
    func lines() throws {
        let lines = documents(20_000), text = lines.joined(separator: "\n") + "\n"
        let bytes = Array(text.utf8)
        _ = try folder.write(bytes, to: "plain.txt")
        let odd = "\u{FEFF}" + lines.joined(separator: "\r\n") + "\n\n \n"
        _ = try folder.write(Array(odd.utf8), to: "odd.txt")
        _ = try folder.write(compressed(bytes), to: "one.txt.zst")
        let half = bytes.count / 2
        _ = try folder.write(
            compressed(Array(bytes[..<half])) + compressed(Array(bytes[half...])), to: "two.txt.zst")
        let plain = try read([.init(file: "plain.txt")])
        #expect(plain.documents == 20_000)
        #expect(plain.sequences.allSatisfy { $0.count <= 10 && $0.first == 1 && $0.last == 2 })
        for file in ["odd.txt", "one.txt.zst", "two.txt.zst"] {
            let other = try read([.init(file: file)])
            #expect(other.sequences == plain.sequences && other.documents == 20_000, "\(file)")
            #expect(other.digest != plain.digest)
        }
        var all: [WordPiece] = []
        for line in lines { tokenizer.pieces(of: Array(line.utf8).span, into: &all) }
        #expect(content(plain.sequences) == all.map(\.id))
        #expect(plain.counts(entries: tokenizer.vocabulary.count).reduce(0, +) == all.count)
    }

    @Test("the sentences of entity corpora are documents; each file is a source with its weight")
    func sources() throws {
        _ = try folder.write(Array("a\tB\nb\tO\n\nc\tO\n".utf8), to: "x.tsv")
        _ = try folder.write(Array("a b\nc\nd".utf8), to: "x.txt")
        let data = try read([.init(file: "x.tsv", weight: 2), .init(file: "x.txt", weight: 0.5)])
        #expect(data.sources.map(\.sequences) == [0..<2, 2..<5])
        #expect(data.sources.map(\.weight) == [2, 0.5])
        #expect(data.sequences[0] == data.sequences[2])
        #expect(data.documents == 5 && data.heldOut.isEmpty && data.heldOutDocuments == 0)
    }

    @Test("a share of the documents is held out, by content: no copy of one is trained on")
    func heldOut() throws {
        let lines = documents(300)
        _ = try folder.write(Array(lines.joined(separator: "\n").utf8), to: "one.txt")
        _ = try folder.write(Array(lines.reversed().joined(separator: "\n").utf8), to: "two.txt")
        let files: [TextDefinition] = [.init(file: "one.txt"), .init(file: "two.txt")]
        let data = try read(files, heldOut: 0.1, subwords: 64)
        #expect(data.documents == 600 && data.heldOutDocuments == 60)
        #expect(Set(data.heldOut).isDisjoint(with: data.sequences))
        #expect(data.heldOut.count + data.sequences.count == 600)
        #expect(try read(files, heldOut: 0.1, subwords: 64).heldOut == data.heldOut)
        #expect(try read(files, heldOut: 0.1, subwords: 64, seed: 2).heldOut != data.heldOut)
        // Other lengths of sequences hold out the same documents.
        let short = try read(files, heldOut: 0.1, subwords: 7)
        #expect(content(short.heldOut) == content(data.heldOut))
        #expect(try read(files, heldOut: 0.1, subwords: 64, scored: 5).heldOut.count == 5)
        #expect(try read([files[0]], heldOut: 0.0001).heldOutDocuments == 1)
    }

    @Test("bad files are refused with file, line and remedy")
    func refused() throws {
        func error(_ bytes: [UInt8], _ name: String) throws -> TextError {
            _ = try folder.write(bytes, to: name)
            return try #require(throws: TextError.self) { try read([.init(file: name)]) }
        }
        let broken = try error(Array("good\nbad ".utf8) + [0xC3, 0x28] + Array("\n".utf8), "broken.txt")
        #expect(broken == TextError(.invalidUTF8, file: folder.path("broken.txt"), line: 2))
        #expect("\(broken)".hasPrefix("\(folder.path("broken.txt")):2: ") && "\(broken)".contains("convert"))
        for (name, text) in [("none.txt", ""), ("blank.txt", "\n \n\r\n\u{7}\n")] {
            #expect(try error(Array(text.utf8), name).kind == .noDocument)
        }
        let whole = compressed(Array(documents(5000).joined(separator: "\n").utf8))
        let cut = try error(Array(whole[..<(whole.count / 2)]), "cut.txt.zst")
        #expect(cut.kind == .truncated && "\(cut)".contains("cut.txt.zst: "))
        #expect(try error(Array(whole.dropLast()), "less.txt.zst").kind == .truncated)
        let damaged = try error(Array("a plain text under a wrong name".utf8), "plain.txt.zst")
        guard case .damaged = damaged.kind else { throw damaged }
        #expect("\(damaged)".contains("zstd --test"))
        #expect(try error([], "empty.txt.zst").kind == .noDocument)
        let missing = try #require(throws: FileError.self) { try read([.init(file: "nowhere.txt")]) }
        #expect(missing.code == .notFound && "\(missing)".contains("nowhere.txt"))
        _ = try folder.write(Array("a\tX\n".utf8), to: "bad.tsv")
        #expect(try #require(throws: CorpusError.self) { try read([.init(file: "bad.tsv")]) }.line == 1)
    }
}
