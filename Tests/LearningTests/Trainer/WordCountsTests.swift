import Entities
import Foundation
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Words to add to the vocabulary")
struct WordCountsTests {
    private let tokenizer: WordPieceTokenizer

    init() throws {
        let entries = ["[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "##a", "##b", "##c", "ab", "-", "#"]
        tokenizer = WordPieceTokenizer(vocabulary: try Vocabulary(entries: entries), lowercase: true)
    }

    private func sentence(_ text: String) -> BIOCorpus.Sentence {
        let words = text.split(separator: " ").map(String.init)
        return BIOCorpus.Sentence(words: words, labels: words.map { _ in .outside })
    }

    private func id(_ entry: String) throws -> Int32 { try #require(tokenizer.vocabulary.id(of: entry)) }

    @Test("a worked example: what saves most comes first, and of equals the first in the order of bytes")
    func example() throws {
        var counts = WordCounts(tokenizer)
        // In pieces: abc = ab ##c, cab = c ##a ##b, bb = b ##b, ba = b ##a; a and ab are entries, xyz has none.
        counts.add([sentence("abc a ABC abc-cab ab xyz"), sentence("ba bb bb xyz cab bb bb #bc")])
        let words = counts.best(10, minimum: 1)
        #expect(words.map(\.text) == ["bb", "cab", "abc", "ba", "bc"])
        #expect(words.map(\.count) == [4, 2, 3, 1, 1])
        #expect(words.map(\.saving) == [4, 4, 3, 1, 1])
        #expect(words[1].pieces == [try id("c"), try id("##a"), try id("##b")])
        #expect(counts.best(2, minimum: 1) == Array(words.prefix(2)))
        #expect(counts.best(10, minimum: 3).map(\.text) == ["bb", "abc"])
        #expect(counts.best(0, minimum: 1).isEmpty)
    }

    @Test("words are counted as the model reads them: lower-cased, without accents, or as they are")
    func normalised() throws {
        var counts = WordCounts(tokenizer)
        counts.add([sentence("CÁB cab C\u{0301}ab")])
        #expect(counts.best(10, minimum: 1).map(\.text) == ["cab"])
        #expect(counts.best(10, minimum: 1).map(\.count) == [3])
        let entries = ["[UNK]", "[CLS]", "[SEP]", "B", "a", "b", "##a", "##b"]
        var cased = WordCounts(WordPieceTokenizer(vocabulary: try Vocabulary(entries: entries), lowercase: false))
        cased.add([sentence("Ba ba Ba")])
        #expect(cased.best(10, minimum: 1).map(\.text) == ["Ba", "ba"])
    }

    @Test("a text file is counted line by line, without a last line end too")
    func file() throws {
        let folder = try TemporaryDirectory()
        let path = try folder.write(Array("abc cab\r\n\nabc, bb".utf8), to: "text.txt")
        var counts = WordCounts(tokenizer)
        #expect(try counts.add(file: path) == 2 + 3 + 2 + 1 + 2)
        #expect(counts.best(10, minimum: 1).map(\.text) == ["abc", "cab", "bb"])
        #expect(try counts.add(file: folder.write([], to: "empty.txt")) == 0)
        #expect(throws: (any Error).self) { try counts.add(file: folder.path("absent.txt")) }
    }

    @Test("an added word is one sub-word, and the texts get as much shorter as was said", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Words of three letters: none begins with another, so that savings do not touch.
        let sentences = (0..<30).map { _ in
            sentence(
                (0..<8).map { _ in String((0..<3).map { _ in "abc-".randomElement(using: &random) ?? "a" }) }.joined(
                    separator: " "))
        }
        func subwords(_ tokenizer: WordPieceTokenizer) -> Int {
            sentences.reduce(0) { $0 + SubwordSentence(words: $1.words, tokenizer: tokenizer).ids.count }
        }
        var counts = WordCounts(tokenizer)
        counts.add(sentences)
        let words = counts.best(5, minimum: 1).filter { $0.text.count == 3 }
        let vocabulary = try Vocabulary(entries: tokenizer.vocabulary.entries + words.map(\.text))
        let larger = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
        #expect(subwords(tokenizer) - subwords(larger) == words.reduce(0) { $0 + $1.saving })
        for word in words {
            #expect(SubwordSentence(words: [word.text], tokenizer: larger).ids == [vocabulary.id(of: word.text)])
            #expect(SubwordSentence(words: [word.text], tokenizer: tokenizer).ids == word.pieces)
        }
    }
}
