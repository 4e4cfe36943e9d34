import Documents

/// A document's text with its entities marked, for a terminal.
struct TaggedText {
    /// The lines: the citation, the text, a table of the entities.
    let lines: [String]

    /// Marks entities by colour, or by brackets with their type.
    init(_ document: Document, inColour: Bool) {
        let citation = document.citation
        var head = "PMID \(citation.pmid)"
        if citation.version != 1 { head += " version \(citation.version)" }
        if citation.status == .deleted {
            lines = [head + ": deleted from PubMed"]
            return
        }
        if let journal = citation.journal { head += " · \(journal)" }
        if let year = citation.year { head += " · \(year)" }

        var lines = [TerminalText.style(head, "2", inColour), ""]
        for passage in document.passages {
            var text = Self.marked(passage.span, of: document, inColour)
            if let label = passage.label { text = TerminalText.style(label, "1", inColour) + " " + text }
            let isBold = passage.kind == .title && inColour && document.entities.isEmpty
            lines += [TerminalText.style(text, "1", isBold), ""]
        }
        lines.append(EntityType.allCases.map { Self.mark($0.rawValue, $0, inColour) }.joined(separator: "  "))
        lines += Self.table(document)
        self.lines = lines
    }

    /// The text of a span. Of entities that overlap, the one with the highest score is marked.
    private static func marked(_ span: TextSpan, of document: Document, _ inColour: Bool) -> String {
        var shown: [Entity] = []
        for entity in document.entities.sorted(by: { $0.score > $1.score }) where span.contains(entity.span) {
            if !shown.contains(where: { $0.span.overlaps(entity.span) }) { shown.append(entity) }
        }
        var text = ""
        var place = span.start
        for entity in shown.sorted(by: { $0.span < $1.span }) {
            text += TerminalText.printable(document.substring(TextSpan(place, entity.span.start)))
            text += mark(TerminalText.printable(document.substring(entity.span)), entity.type, inColour)
            place = entity.span.end
        }
        return text + TerminalText.printable(document.substring(TextSpan(place, span.end)))
    }

    private static func mark(_ mention: String, _ type: EntityType, _ inColour: Bool) -> String {
        guard inColour else { return mention == type.rawValue ? "[\(mention)]" : "[\(mention) | \(type.rawValue)]" }
        let colour =
            switch type {
            case .gene: "30;48;5;117"
            case .disease: "30;48;5;217"
            case .chemical: "30;48;5;156"
            case .species: "30;48;5;222"
            }
        return TerminalText.style(mention, colour, true)
    }

    /// One line an entity: offsets in code points as in the record, type, score, mention.
    private static func table(_ document: Document) -> [String] {
        document.entities.map { entity in
            let start = document.substring(TextSpan(0, entity.span.start)).unicodeScalars.count
            let mention = document.substring(entity.span)
            let offsets = "\(start)-\(start + mention.unicodeScalars.count)"
            return [
                Format.padded(entity.id, to: 5), Format.padded(offsets, to: 12),
                Format.padded(entity.type.rawValue, to: 9), Format.decimal(Double(entity.score), places: 3), "  ",
                TerminalText.printable(mention),
            ].joined()
        }
    }
}
