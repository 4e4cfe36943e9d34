import Documents

extension CitationBuilder {
    /// The citation, or why it is none.
    func item(file: String) -> CitationReader.Item {
        if let problem { return unreadable(problem) }
        guard let pmid else { return unreadable("it has no PMID") }
        let published = date.resolved
        let citation = Citation(
            pmid: pmid,
            version: version,
            source: .init(file: file, position: position),
            doi: identifiers.doi ?? identifiers.electronicDOI,
            pmc: identifiers.pmc,
            journal: journal,
            year: published?.year,
            date: published?.date,
            languages: languages,
            types: types,
            collectives: collectives
        )
        let (text, passages) = composedText()
        return .citation(Document(citation: citation, text: text, passages: passages))
    }

    /// The deletion of a citation, or why it is none.
    func deletion(file: String) -> CitationReader.Item {
        if let problem { return unreadable("a deletion: \(problem)") }
        guard let pmid else { return unreadable("a deletion has no PMID") }
        let source = Citation.Source(file: file, position: position)
        return .citation(
            Document(citation: Citation(pmid: pmid, version: version, status: .deleted, source: source))
        )
    }

    private func unreadable(_ reason: String) -> CitationReader.Item {
        .unreadable(CitationProblem(pmid: pmid, position: position, reason: reason))
    }

    /// The journal by the fullest of its names, or the book that an article is a chapter of.
    private var journal: String? {
        if let name = journalNames.title ?? journalNames.abbreviation ?? journalNames.medline { return name }
        guard let bookTitle, sections.contains(where: { $0.kind == .title }) else { return nil }
        return String(decoding: buffer[trimmed(bookTitle.bytes)], as: UTF8.self)
    }

    /// Title, newline, and the other passages on lines of their own, with their spans.
    private func composedText() -> (String, [Passage]) {
        var ordered: [Section] = []
        if !sections.contains(where: { $0.kind == .title }), let bookTitle { ordered.append(bookTitle) }
        for kind in [Passage.Kind.title, .vernacularTitle, .abstract, .otherAbstract] {
            ordered += sections.lazy.filter { $0.kind == kind }
        }
        var text: [UInt8] = []
        text.reserveCapacity(buffer.count + ordered.count)
        var passages: [Passage] = []
        passages.reserveCapacity(ordered.count)
        if let first = ordered.first, first.kind != .title { text.append(UInt8(ascii: "\n")) }
        for (index, section) in ordered.enumerated() {
            if index > 0 { text.append(UInt8(ascii: "\n")) }
            let inner = trimmed(section.bytes)
            let shift = text.count - section.bytes.lowerBound
            text.append(contentsOf: buffer[section.bytes])
            let language = section.kind == .vernacularTitle ? languages.first { $0 != "eng" } : section.language
            let span = TextSpan(inner.lowerBound + shift, inner.upperBound + shift)
            passages.append(Passage(kind: section.kind, label: section.label, language: language, span: span))
        }
        return (String(decoding: text, as: UTF8.self), passages)
    }

    /// The range without the white space at its ends.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end && buffer[start].isXMLWhiteSpace { start += 1 }
        while end > start && buffer[end - 1].isXMLWhiteSpace { end -= 1 }
        return start..<end
    }
}
