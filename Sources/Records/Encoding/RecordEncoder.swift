public import Documents

/// Writes documents as JSON lines.
///
/// An encoder keeps its memory from document to document; it belongs to one thread.
public final class RecordEncoder {
    private var line = JSONBytes()
    private var codePoints = CodePoints()
    /// The end of every line: the model, the closing bracket and a newline.
    private let ending: [UInt8]

    /// Makes an encoder of documents that a model annotated, or of documents that none did.
    public init(model: ModelStamp?) {
        var bytes = JSONBytes(capacity: 256)
        bytes.append(#","model":"#)
        bytes.append(model)
        bytes.append("}\n")
        ending = Array(bytes.bytes)
    }

    /// Appends the line of a document, with its newline. When it throws, nothing is appended.
    ///
    /// - Throws: `RecordError` with the cause `.document` when the document breaks a rule of ``Documents``.
    public func encode(_ document: Document, into bytes: inout [UInt8]) throws(RecordError) {
        do throws(DocumentFault) {
            try write(document, to: &line)
        } catch {
            throw RecordError(.document(error), pmid: document.citation.pmid)
        }
        bytes.append(contentsOf: line.bytes)
    }

    private func write(_ document: Document, to line: inout JSONBytes) throws(DocumentFault) {
        line.removeAll()
        let text = document.text.utf8Span.span
        try text.withUnsafeBufferPointer { text throws(DocumentFault) in
            try DocumentRules(text: text).check(document)
            codePoints.mapBytes(of: text)
            let writer = RecordWriting(text: text, codePoints: codePoints)
            try writer.write(document, to: &line)
        }
        ending.withUnsafeBufferPointer { line.append(copying: $0) }
    }
}
