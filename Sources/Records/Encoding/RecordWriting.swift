internal import Documents

/// One document on its way to JSON. The rules have been checked: every span is within the text.
struct RecordWriting {
    /// The document's text.
    let text: UnsafeBufferPointer<UInt8>
    /// The code-point offsets of the text's bytes.
    let codePoints: CodePoints

    /// Appends everything up to the model.
    func write(_ document: Document, to line: inout JSONBytes) throws(DocumentFault) {
        write(document.citation, to: &line)
        line.append(#","text":"#)
        line.append(quoting: text)
        line.append(#","passages":["#)
        for (number, passage) in document.passages.enumerated() {
            if number > 0 { line.append(UInt8(ascii: ",")) }
            write(passage, to: &line)
        }
        line.append(#"],"sentences":["#)
        for (number, sentence) in document.sentences.enumerated() {
            if number > 0 { line.append(UInt8(ascii: ",")) }
            try write(sentence, number: number, to: &line)
        }
        line.append(#"],"entities":["#)
        for (number, entity) in document.entities.enumerated() {
            if number > 0 { line.append(UInt8(ascii: ",")) }
            write(entity, to: &line)
        }
        line.append(UInt8(ascii: "]"))
    }

    private func write(_ citation: Citation, to line: inout JSONBytes) {
        line.append(#"{"schema":"syntag/1","pmid":"#)
        line.append(string: citation.pmid)
        line.append(#","version":"#)
        line.append(citation.version)
        line.append(#","status":"#)
        line.append(string: citation.status.rawValue)
        line.append(#","source":{"file":"#)
        line.append(string: citation.source.file)
        line.append(#","position":"#)
        line.append(citation.source.position)
        line.append(#"},"doi":"#)
        line.append(string: citation.doi)
        line.append(#","pmc":"#)
        line.append(string: citation.pmc)
        line.append(#","journal":"#)
        line.append(string: citation.journal)
        line.append(#","year":"#)
        if let year = citation.year { line.append(year) } else { line.append("null") }
        line.append(#","date":"#)
        line.append(string: citation.date)
        line.append(#","languages":"#)
        write(citation.languages, to: &line)
        line.append(#","types":"#)
        write(citation.types, to: &line)
        line.append(#","collectives":"#)
        write(citation.collectives, to: &line)
    }

    private func write(_ passage: Passage, to line: inout JSONBytes) {
        line.append(#"{"kind":"#)
        line.append(string: passage.kind.rawValue)
        line.append(#","label":"#)
        line.append(string: passage.label)
        line.append(#","language":"#)
        line.append(string: passage.language)
        line.append(",")
        write(passage.span, to: &line)
        line.append(UInt8(ascii: "}"))
    }

    private func write(_ entity: Entity, to line: inout JSONBytes) {
        line.append(#"{"id":"#)
        line.append(string: entity.id)
        line.append(#","type":"#)
        line.append(string: entity.type.rawValue)
        line.append(",")
        write(entity.span, to: &line)
        line.append(#","text":"#)
        line.append(quoting: UnsafeBufferPointer(rebasing: text[entity.span.range]))
        line.append(#","sentence":"#)
        line.append(entity.sentence)
        line.append(#","tokens":["#)
        line.append(entity.tokens.lowerBound)
        line.append(UInt8(ascii: ","))
        line.append(entity.tokens.upperBound)
        line.append(#"],"tag":"#)
        line.append(string: entity.tag)
        line.append(#","score":"#)
        write(score: entity.score, to: &line)
        line.append(#","identifiers":"#)
        write(entity.identifiers, to: &line)
        line.append(UInt8(ascii: "}"))
    }

    /// Appends the code-point offsets of a span as two members of an object.
    @inline(__always)
    func write(_ span: TextSpan, to line: inout JSONBytes) {
        line.append(#""start":"#)
        line.append(codePoints.codePoint(ofByte: span.start))
        line.append(#","end":"#)
        line.append(codePoints.codePoint(ofByte: span.end))
    }

    private func write(_ strings: [String], to line: inout JSONBytes) {
        line.append(UInt8(ascii: "["))
        for (number, string) in strings.enumerated() {
            if number > 0 { line.append(UInt8(ascii: ",")) }
            line.append(string: string)
        }
        line.append(UInt8(ascii: "]"))
    }

    /// Appends a score with four decimals, whatever the locale.
    private func write(score: Float, to line: inout JSONBytes) {
        let scaled = Int((Double(score) * 10_000).rounded())
        line.append(scaled / 10_000)
        line.append(UInt8(ascii: "."))
        for place in [1000, 100, 10, 1] { line.append(UInt8(ascii: "0") + UInt8(scaled / place % 10)) }
    }
}
