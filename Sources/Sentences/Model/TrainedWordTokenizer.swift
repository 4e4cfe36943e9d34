public import Documents

/// Parts tokens where a trained model says so, in one of the styles that it knows.
public struct TrainedWordTokenizer: WordTokenizer {
    private let weights: BoundaryWeights

    /// Makes a tokenizer that asks a model, or nil when the model does not know the style.
    public init?(_ model: BoundaryModel, style: TokenStyle = .craft) {
        guard let weights = model.tokens[style] else { return nil }
        self.weights = weights
    }

    /// The tokens of a sentence; `text` is the UTF-8 of the whole document.
    public func tokens(in text: Span<UInt8>, sentence: TextSpan) -> [TextSpan] {
        text.withUnsafeBufferPointer { bytes in
            BoundaryCandidates.withBuffer { buffer in
                var scan = TokenScan(Characters(bytes, end: sentence.end), capacity: sentence.count)
                scan.run(sentence, &buffer) { weights.score($1) > 0 }
                return scan.tokens
            }
        }
    }
}
