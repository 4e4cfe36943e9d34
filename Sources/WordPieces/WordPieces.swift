// WordPieces: text into the sub-words of a BERT vocabulary.
//
// What callers may rely on:
//
// - The pieces are those of Hugging Face's fast BERT tokenizer (its normaliser, its pre-tokenizer and its WordPiece
//   model), for cased and uncased vocabularies alike, with its offsets counted in UTF-8 bytes.
// - Running text never becomes a special entry: "[SEP]" or "<BC2GM>" in a text are brackets and letters. Special
//   entries and tags are looked up by name.
// - Spans are in text order, lie on scalar boundaries and slice the original text, also where lower-casing or
//   decomposition changed the number of bytes. Only the pieces of one decomposed character may share a span.
// - The time is linear in the length of the text, whatever it holds: a word of over 100 characters is one unknown
//   piece, as in BERT. Bytes that are no UTF-8 are passed over.
// - One difference is known and kept: combining marks that have a combining class but are not of category Mn (Hangul
//   tone marks, stems of musical notes) are not put into canonical order when several follow each other.

public import Documents

/// An entry of the vocabulary found in a text.
public struct WordPiece: Sendable, Hashable {
    /// The number of the entry in the vocabulary.
    public var id: Int32
    /// The bytes of the text that the piece was made of.
    public var span: TextSpan

    /// Makes a piece.
    public init(id: Int32, span: TextSpan) {
        self.id = id
        self.span = span
    }
}
