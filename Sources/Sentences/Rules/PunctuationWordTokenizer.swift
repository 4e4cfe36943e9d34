public import Documents

/// The words of the seven entity corpora: runs of letters and digits, and every other character by itself.
///
/// "IL-2" is three tokens and "0.05" too. Combining marks and format characters belong to the token before them.
public struct PunctuationWordTokenizer: WordTokenizer {
    /// Makes a tokenizer.
    public init() {}

    /// The tokens of a sentence; `text` is the UTF-8 of the whole document.
    public func tokens(in text: Span<UInt8>, sentence: TextSpan) -> [TextSpan] {
        text.withUnsafeBufferPointer { bytes in
            let characters = Characters(bytes, end: sentence.end)
            var tokens: [TextSpan] = []
            tokens.reserveCapacity(sentence.count / 4)
            var start = sentence.start
            var isWord = false
            var offset = sentence.start
            while offset < sentence.end {
                let (kind, length) = characters.kind(at: offset)
                let continues =
                    switch kind {
                    case .space: false
                    case .mark: start < offset
                    case .punctuation: false
                    case .lower, .upper, .digit: isWord
                    }
                if !continues {
                    if start < offset { tokens.append(TextSpan(start, offset)) }
                    start = kind == .space ? offset + length : offset
                    isWord = kind != .punctuation && kind != .space
                }
                offset += length
            }
            if start < sentence.end { tokens.append(TextSpan(start, sentence.end)) }
            return tokens
        }
    }
}
