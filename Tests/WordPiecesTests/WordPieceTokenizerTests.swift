import Documents
import TestSupport
import Testing
import WordPieces

@Suite struct WordPieceTokenizerTests {
    private let vocabulary: Vocabulary
    private let uncased: WordPieceTokenizer
    private let cased: WordPieceTokenizer

    init() throws {
        vocabulary = try Vocabulary(entries: [
            "[UNK]", "[CLS]", "[SEP]", "<BC2GM>", "tau", "##tau", "ta", "##u", "<", ">", "[", "]", "bc2gm", "sep",
            "cafe",
            "i", "ß", "ᄒ", "##ᅡ", "##ᆫ", "中", ".", "Tau", "café", "σ",
        ])
        uncased = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
        cased = WordPieceTokenizer(vocabulary: vocabulary, lowercase: false)
    }

    private func spell(_ text: String, _ tokenizer: WordPieceTokenizer) -> [String] {
        pieces(text, tokenizer).map { vocabulary.entry($0.id) }
    }

    private func pieces(_ text: String, _ tokenizer: WordPieceTokenizer) -> [WordPiece] {
        var pieces: [WordPiece] = []
        tokenizer.pieces(of: text.utf8.span, into: &pieces)
        return pieces
    }

    /// The bytes of the text under each piece.
    private func slices(_ text: String, _ tokenizer: WordPieceTokenizer) -> [String] {
        let bytes = Array(text.utf8)
        return pieces(text, tokenizer).map { String(decoding: bytes[$0.span.range], as: UTF8.self) }
    }

    @Test func takesTheLongestEntryFirst() {
        #expect(spell("TauTau tau", uncased) == ["tau", "##tau", "tau"])
        #expect(slices("TauTau tau", uncased) == ["Tau", "Tau", "tau"])
        #expect(spell("Tautau TAU", cased) == ["Tau", "##tau", "[UNK]"])
    }

    @Test func unknownWordsAreOnePiece() {
        #expect(spell("tauq qtau", uncased) == ["[UNK]", "[UNK]"])
        #expect(slices("tauq qtau", uncased) == ["tauq", "qtau"])
    }

    @Test func specialEntriesInTextAreText() {
        #expect(spell("[SEP]<BC2GM>", uncased) == ["[", "sep", "]", "<", "bc2gm", ">"])
        #expect(vocabulary.id(of: "<BC2GM>") == 3)
    }

    @Test func spansCoverWhatWasNormalised() {
        #expect(spell("Café cafe\u{301}.", uncased) == ["cafe", "cafe", "."])
        #expect(slices("Café cafe\u{301}.", uncased) == ["Café", "cafe", "."])
        #expect(slices("İ", uncased) == ["İ"])
        #expect(spell("ẞ", uncased) == ["ß"])
        #expect(spell("Σ ς", uncased) == ["σ", "[UNK]"])
    }

    @Test func piecesOfOneCharacterShareItsSpan() {
        #expect(spell("한", uncased) == ["ᄒ", "##ᅡ", "##ᆫ"])
        #expect(pieces("한", uncased).map(\.span) == [TextSpan(0, 3), TextSpan(0, 3), TextSpan(0, 3)])
    }

    @Test func controlCharactersVanishInsideWords() {
        #expect(spell("t\u{0}a\u{AD}u", uncased) == ["tau"])
        #expect(pieces("t\u{0}a\u{AD}u", uncased).map(\.span) == [TextSpan(0, 6)])
    }

    @Test func chineseCharactersStandAlone() {
        #expect(spell("tau中中tau", uncased) == ["tau", "中", "中", "tau"])
    }

    @Test func accentsCanBeKeptWhileLowercasing() {
        let tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true, stripAccents: false)
        #expect(spell("CAFÉ", tokenizer) == ["café"])
        let strips = WordPieceTokenizer(vocabulary: vocabulary, lowercase: false, stripAccents: true)
        #expect(spell("café", strips) == ["cafe"])
    }

    @Test func wordsOfMoreThanAHundredCharactersAreUnknown() throws {
        let repeats = String(repeating: "tau", count: 33)
        #expect(spell(repeats + "u", uncased).count == 34)
        #expect(spell(repeats + "uu", uncased) == ["[UNK]"])
        #expect(pieces(repeats + "uu i", uncased).map(\.span) == [TextSpan(0, 101), TextSpan(102, 103)])
    }

    @Test func appendsToWhatIsThere() {
        var pieces = [WordPiece(id: 7, span: TextSpan(0, 1))]
        uncased.pieces(of: "qqq tau".utf8.span, into: &pieces)
        #expect(pieces.map(\.id) == [7, vocabulary.unknown, 4])
    }

    @Test func hugeInputsTakeLinearTime() {
        let count = 1 << 20
        for unit in ["a", "tau", ".", " ", "é", "e\u{301}", "\u{301}", "中", "한", "\u{0}", "t\u{0}"] {
            let text = String(repeating: unit, count: count / unit.utf8.count)
            let quarter = String(repeating: unit, count: count / unit.utf8.count / 4)
            let growth = ProcessorTime.growth(quarter, fourTimes: text) { text in
                #expect(pieces(text, uncased).count <= count)
            }
            #expect(growth < ProcessorTime.linearLimit, "\(unit.debugDescription)")
        }
    }

    @Test func damagedBytesArePassedOver() {
        var pieces: [WordPiece] = []
        let damaged: [UInt8] = [0x74, 0xFF, 0x61, 0xC0, 0x80, 0x75, 0xE4, 0xB8, 0x20, 0xED, 0xA0, 0x80, 0x69, 0xF0]
        uncased.pieces(of: damaged.span, into: &pieces)
        #expect(pieces.map { vocabulary.entry($0.id) } == ["tau", "i"])
    }

    @Test(arguments: 0..<8) func randomBytesKeepTheInvariants(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = (0..<generator.next() % 60).map { _ in
                seed < 4
                    ? UInt8(truncatingIfNeeded: generator.next()) : UInt8.random(in: 0x20...0x7F, using: &generator)
            }
            for tokenizer in [uncased, cased] {
                var pieces: [WordPiece] = []
                tokenizer.pieces(of: bytes.span, into: &pieces)
                var previous = TextSpan(0, 0)
                for piece in pieces {
                    #expect(piece.id >= 0 && piece.id < Int32(vocabulary.count))
                    #expect(!piece.span.isEmpty && piece.span.end <= bytes.count)
                    #expect(piece.span.start >= previous.end || piece.span == previous)
                    #expect(piece.span.start < bytes.count && bytes[piece.span.start] & 0xC0 != 0x80)
                    previous = piece.span
                }
            }
        }
    }
}
