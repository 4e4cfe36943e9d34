public import Documents

/// The places where sentences may end and tokens begin, with their features: what a model is trained on, by the same
/// code that asks a model.
public enum BoundaryCandidates {
    /// The version of the features; a model holds weights for one version.
    public static let version = 1

    /// Walks over the places of a passage where a sentence may end and the rules are not certain of it.
    ///
    /// - Parameters:
    ///   - text: the UTF-8 of the whole document.
    ///   - passage: the part of it to look at.
    ///   - decide: told of the offset where the next sentence would begin, and of the hashes of the features, which
    ///     hold only during the call; says whether it does. Later features depend on it.
    public static func sentenceStarts(
        in text: Span<UInt8>, passage: TextSpan, decide: (Int, UnsafeBufferPointer<UInt32>) -> Bool
    ) {
        text.withUnsafeBufferPointer { bytes in
            withBuffer { buffer in
                var scan = SentenceEndScan(Characters(bytes, end: passage.end), from: passage.start)
                scan.run(&buffer) { decide($0.next, $1) }
            }
        }
    }

    /// Walks over the places of a sentence where a token may begin though no white space stands there, and the rules
    /// are not certain of it.
    ///
    /// - Parameters:
    ///   - text: the UTF-8 of the whole document.
    ///   - sentence: the part of it to look at.
    ///   - decide: told of the offset, and of the hashes of the features, which hold only during the call; says whether
    ///     a token begins there. Later features depend on it.
    public static func tokenStarts(
        in text: Span<UInt8>, sentence: TextSpan, decide: (Int, UnsafeBufferPointer<UInt32>) -> Bool
    ) {
        text.withUnsafeBufferPointer { bytes in
            withBuffer { buffer in
                var scan = TokenScan(Characters(bytes, end: sentence.end), capacity: sentence.count)
                scan.run(sentence, &buffer, decide: decide)
            }
        }
    }

    /// Gives memory for features.
    static func withBuffer<Result>(_ body: (inout FeatureBuffer) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: FeatureBuffer.capacity) { memory in
            guard let start = memory.baseAddress else { preconditionFailure("temporary memory has an address") }
            var buffer = FeatureBuffer(start)
            return body(&buffer)
        }
    }
}
