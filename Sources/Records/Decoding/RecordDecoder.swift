internal import Documents
internal import Files

/// Reads records from JSON lines: the exact inverse of ``RecordEncoder``, and a check of every rule of the schema.
///
/// Members may come in any order; unknown, missing and repeated ones are errors. A decoder keeps its memory from line
/// to line; it belongs to one thread.
public final class RecordDecoder {
    private var reading = RecordReading()

    /// Makes a decoder.
    public init() {}

    /// The record that a line writes.
    ///
    /// - Throws: `RecordError` with the byte in the line, its cause `.malformed`, or `.document` where the JSON is
    ///   right but offsets, heads or scores break a rule of ``Documents``.
    public func decode(_ line: Span<UInt8>) throws(RecordError) -> Record {
        try line.withUnsafeBufferPointer { bytes throws(RecordError) in
            var reader = JSONReader(bytes)
            do throws(JSONFault) {
                try reading.read(&reader)
            } catch {
                throw RecordError(.malformed(error), byte: Int64(reader.position), pmid: reading.pmid)
            }
            do throws(RecordReading.Fault) {
                return try reading.record()
            } catch {
                switch error {
                case .json(let fault): throw RecordError(.malformed(fault), pmid: reading.pmid)
                case .document(let fault): throw RecordError(.document(fault), pmid: reading.pmid)
                }
            }
        }
    }

    /// The record that a line writes.
    public func decode(_ line: [UInt8]) throws(RecordError) -> Record { try decode(line.span) }
}
