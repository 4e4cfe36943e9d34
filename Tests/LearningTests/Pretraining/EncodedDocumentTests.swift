import Entities
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("Documents cut into sequences")
struct EncodedDocumentTests {
    private let tokenizer: WordPieceTokenizer

    init() throws {
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789".map(String.init)
        let entries = ["[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + letters.map { "##\($0)" } + [".", "?", "-"]
        tokenizer = WordPieceTokenizer(vocabulary: try Vocabulary(entries: entries), lowercase: true)
    }

    private func document(_ text: String) -> EncodedDocument {
        let bytes = Array(text.utf8)
        return EncodedDocument(bytes.span, tokenizer: tokenizer)
    }

    /// The parts as text, a space before each word.
    private func parts(_ text: String, room: Int) -> [String] {
        parts(document(text), room: room).map { part in
            part.reduce(into: "") { text, id in
                let entry = tokenizer.vocabulary.entry(id)
                text += entry.hasPrefix("##") ? String(entry.dropFirst(2)) : (text.isEmpty ? "" : " ") + entry
            }
        }
    }

    private func parts(_ document: EncodedDocument, room: Int) -> [ArraySlice<Int32>] {
        document.parts(room: room) { tokenizer.vocabulary.entry($0).hasPrefix("##") }
    }

    @Test("what fits is one part")
    func whole() {
        #expect(parts("Ab cd. Ef gh.", room: 10) == ["ab cd . ef gh ."])
        #expect(parts("", room: 10) == [])
        #expect(parts("a", room: 1) == ["a"])
    }

    @Test("cuts are made between sentences, else between words, else within a word")
    func cuts() {
        #expect(parts("Aa bb. Cc dd. Ee ff.", room: 12) == ["aa bb . cc dd .", "ee ff ."])
        // A sentence that begins in the first half is not waited for.
        #expect(parts("A. Bb cc dd ee ff", room: 10) == ["a . bb cc dd ee", "ff"])
        #expect(parts("aa bb cc", room: 5) == ["aa bb", "cc"])
        #expect(parts("abcdefg hi", room: 3) == ["abc", "def", "g hi"])
        // No sentence begins with a small letter, nor right behind a stop.
        #expect(parts("aa b. bb cc dd", room: 8) == ["aa b . bb cc", "dd"])
        #expect(parts("aa 1.5 bb c", room: 6) == ["aa 1 . 5", "bb c"])
        #expect(parts("Aa b? 5 cc", room: 5) == ["aa b ?", "5 cc"])
    }

    @Test("nothing is lost and nothing is too long, whatever the text", arguments: [1, 2, 7, 30])
    func random(room: Int) {
        var random = SeededGenerator(seed: UInt64(room))
        let alphabet = Array("abcdeABC01  ..?-é日\u{7}\t").map(String.init)
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...300, using: &random))
                .map { _ in alphabet.randomElement(using: &random) ?? "a" }.joined()
            let document = document(text), parts = parts(document, room: room)
            #expect(Array(parts.joined()) == document.ids)
            #expect(parts.allSatisfy { !$0.isEmpty && $0.count <= room })
            #expect(document.beginsSentence.count == document.ids.count)
        }
    }

    @Test("a labelled sentence is split as the entity model splits it")
    func labelled() {
        let sentence = BIOCorpus.Sentence(words: ["IL-2", "ab", "."], labels: [.begin, .outside, .outside])
        let document = EncodedDocument(sentence, tokenizer: tokenizer)
        #expect(document.ids == SubwordSentence(words: sentence.words, tokenizer: tokenizer).ids)
        #expect(document.beginsSentence == [true] + Array(repeating: false, count: document.ids.count - 1))
    }

    @Test("equal documents have equal fingerprints")
    func fingerprints() {
        #expect(document("Ab c").fingerprint(seed: 1) == document("ab  c").fingerprint(seed: 1))
        #expect(document("Ab c").fingerprint(seed: 1) != document("ab c").fingerprint(seed: 2))
        #expect(document("Ab c").fingerprint(seed: 1) != document("ab d").fingerprint(seed: 1))
    }
}
