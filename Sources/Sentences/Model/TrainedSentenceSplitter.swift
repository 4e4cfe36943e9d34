public import Documents

/// Splits passages where a trained model says that a sentence ends.
public struct TrainedSentenceSplitter: SentenceSplitter {
    private let weights: BoundaryWeights

    /// Makes a splitter that asks a model.
    public init(_ model: BoundaryModel) { weights = model.sentences }

    /// The sentences of a passage; `text` is the UTF-8 of the whole document.
    public func sentences(in text: Span<UInt8>, passage: TextSpan) -> [TextSpan] {
        text.withUnsafeBufferPointer { bytes in
            BoundaryCandidates.withBuffer { buffer in
                var scan = SentenceEndScan(Characters(bytes, end: passage.end), from: passage.start)
                scan.run(&buffer) { weights.score($1) > 0 }
                return scan.found.spans
            }
        }
    }
}
