// Sentences: passages into sentences, sentences into words.
//
// What callers may rely on, of every splitter and tokenizer of this room, whatever the text:
//
// - Spans are byte offsets into the whole text, in text order, never empty, on scalar boundaries; they do not overlap.
// - The sentences of a passage cover all its bytes but white space, and begin and end with a byte that is none. The
//   tokens of a sentence do so too, and hold no white space at all. White space is Unicode's property White_Space.
// - A line end inside a passage is white space like any other; a blank line is a place where a sentence may end.
// - What a splitter finds in a passage depends on that passage only, what a tokenizer finds on the sentence only.
// - The time is linear in the length of the passage. Bytes that are no UTF-8 are characters without meaning.

public import Documents

/// Finds the sentences of a passage.
public protocol SentenceSplitter: Sendable {
    /// The sentences of a passage.
    ///
    /// - Parameters:
    ///   - text: the UTF-8 of the whole document.
    ///   - passage: the part of it to split.
    func sentences(in text: Span<UInt8>, passage: TextSpan) -> [TextSpan]
}

/// Finds the words, numbers and punctuation marks of a sentence.
public protocol WordTokenizer: Sendable {
    /// The tokens of a sentence.
    ///
    /// - Parameters:
    ///   - text: the UTF-8 of the whole document.
    ///   - sentence: the part of it to take apart.
    func tokens(in text: Span<UInt8>, sentence: TextSpan) -> [TextSpan]
}
