import Foundation
import TestSupport
import Testing
import WordPieces

@Suite struct VocabularyTests {
    private let special = "[UNK]\n[CLS]\n[SEP]\n"

    private func error(_ bytes: [UInt8]) -> VocabularyError? {
        do {
            _ = try Vocabulary(bytes: bytes, name: "vocab.txt")
            return nil
        } catch {
            return error
        }
    }

    @Test func numbersLinesFromZero() throws {
        let vocabulary = try Vocabulary(bytes: Array("[PAD]\n[UNK]\r\n[CLS]\n[SEP]\nété\n##s".utf8), name: "v")
        #expect(vocabulary.count == 6)
        #expect(vocabulary.entries == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "été", "##s"])
        #expect((0..<6).allSatisfy { vocabulary.id(of: vocabulary.entry($0)) == $0 })
        #expect(vocabulary.unknown == 1 && vocabulary.classification == 2 && vocabulary.separator == 3)
        #expect(vocabulary.id(of: "s") == nil && vocabulary.id(of: "") == nil && vocabulary.id(of: "[PAD") == nil)
    }

    @Test func readsFiles() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write(Array((special + "gene\n").utf8), to: "vocab.txt")
        #expect(try Vocabulary(path: path).id(of: "gene") == 3)
    }

    @Test func missingFilesAreReported() {
        let path = "/nowhere/vocab.txt"
        let error = #expect(throws: VocabularyError.self) { try Vocabulary(path: path) }
        #expect(error?.description.hasPrefix("\(path): cannot read the vocabulary: ") == true)
        #expect(error?.line == nil)
    }

    @Test func badFilesAreRefusedWithTheirLine() {
        #expect(error([]) == VocabularyError(.empty, file: "vocab.txt"))
        #expect(error(Array((special + "a\n\nb\n").utf8)) == VocabularyError(.blankLine, file: "vocab.txt", line: 5))
        #expect(
            error(Array((special + "a\nb\na\n").utf8))
                == VocabularyError(.duplicate(entry: "a", firstLine: 4), file: "vocab.txt", line: 6))
        #expect(
            error(Array(special.utf8) + [0x61, 0xFF, 0x0A]) == VocabularyError(.invalidUTF8, file: "vocab.txt", line: 4)
        )
        for entry in ["[UNK]", "[CLS]", "[SEP]"] {
            let rest = special.replacingOccurrences(of: entry + "\n", with: "") + "a\n"
            #expect(error(Array(rest.utf8)) == VocabularyError(.missing(entry: entry), file: "vocab.txt"))
        }
    }

    @Test func messagesNamePlaceAndRemedy() {
        let error = VocabularyError(.duplicate(entry: "a", firstLine: 4), file: "vocab.txt", line: 6)
        #expect(
            error.description
                == "vocab.txt:6: the entry \"a\" is already on line 4; take the original vocab.txt of the model")
    }

    @Test func manyEntriesAreFound() throws {
        let entries = ["[UNK]", "[CLS]", "[SEP]"] + (0..<5000).map { "entry\($0)" } + (0..<5000).map { "##\($0)" }
        let vocabulary = try Vocabulary(entries: entries)
        #expect(entries.enumerated().allSatisfy { vocabulary.id(of: $0.element) == Int32($0.offset) })
        #expect((0..<5000).allSatisfy { vocabulary.id(of: "absent\($0)") == nil })
    }
}
