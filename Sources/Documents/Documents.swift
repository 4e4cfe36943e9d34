// Documents: the vocabulary of the whole program.
//
// What every room may rely on:
//
// - A `Document` is one citation: its text and everything that was found in it. It is a value; a stage takes one
//   and gives back a richer one.
// - All offsets inside the program are UTF-8 byte offsets into `Document.text`, half open, on scalar boundaries.
//   Only the room `Records` turns them into the code-point offsets of the outside world.
// - `Document.text` is the citation's own text: nothing is normalised, nothing is dropped.
// - Passages, sentences and tokens are in text order and do not overlap; a sentence lies within one passage.
// - This room imports nothing.

/// A half-open range of UTF-8 byte offsets into a document's text.
public struct TextSpan: Sendable, Hashable {
    /// Offset of the first byte.
    public var start: Int
    /// Offset after the last byte; never less than `start`.
    public var end: Int

    /// Makes the span of bytes `start..<end`.
    public init(_ start: Int, _ end: Int) {
        precondition(start <= end, "a span cannot end before it starts")
        self.start = start
        self.end = end
    }

    /// Number of bytes.
    public var count: Int { end - start }

    /// True when the span holds no byte.
    public var isEmpty: Bool { start == end }

    /// The span as a range of byte offsets.
    public var range: Range<Int> { start..<end }

    /// True when every byte of `other` is in this span.
    public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }

    /// True when the two spans share at least one byte.
    public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }
}

extension TextSpan: Comparable {
    /// Orders spans by start, then by end.
    public static func < (left: TextSpan, right: TextSpan) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}
