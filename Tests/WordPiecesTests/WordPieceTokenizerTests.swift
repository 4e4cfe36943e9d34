import Documents
import Testing
import WordPieces

@Suite struct WordPieceTokenizerTests {
    static let entries = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "<BC2GM>", "tau", "##tau", "ta", "##u", "<", ">", "bc"]

    @Test func spellsWithTheLongestEntries() throws {
        let vocabulary = try Vocabulary(entries: Self.entries)
        let tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
        var pieces: [WordPiece] = []
        tokenizer.pieces(of: "TauTau".utf8.span, into: &pieces)
        #expect(pieces.map { vocabulary.entry($0.id) } == ["tau", "##tau"])
        #expect(pieces.map(\.span) == [TextSpan(0, 3), TextSpan(3, 6)])
    }
}
