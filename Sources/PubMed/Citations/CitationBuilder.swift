import Documents

/// Gathers what the reader finds of one citation, and makes the document of it.
///
/// Text is kept as bytes: passages one behind the other in a buffer, with a note of the role of each.
struct CitationBuilder {
    /// A passage in the order in which it was found.
    struct Section {
        var kind: Passage.Kind
        var label: String?
        var language: String?
        /// Bytes of the buffer.
        var bytes: Range<Int>
    }

    let position: Int
    private let limits: Limits
    /// Text of the passages, then that of the field being read.
    private(set) var buffer: [UInt8] = []
    private var fieldStart = 0
    /// Bytes taken for this citation, of any kind.
    private var taken = 0

    private var expansions = EntityExpansion.Budget()

    private(set) var problem: String?
    private(set) var pmid: String?
    private(set) var version = 1
    private(set) var sections: [Section] = []
    private(set) var bookTitle: Section?
    private(set) var journalNames = JournalNames()
    private(set) var date = PublicationDate()
    private(set) var identifiers = Identifiers()
    private(set) var languages: [String] = []
    private(set) var types: [String] = []
    private(set) var collectives: [String] = []

    /// The names that a citation gives its journal.
    struct JournalNames {
        var title: String?
        var abbreviation: String?
        var medline: String?
    }

    /// Identifiers other than the PMID.
    struct Identifiers {
        var doi: String?
        var electronicDOI: String?
        var pmc: String?
    }

    /// What the current OtherAbstract says of all its sections.
    private var otherAbstract: (type: String?, language: String?, firstSection: Int) = (nil, nil, 0)
    /// True inside a list of a book's editors, who are not the citation's authors.
    private var inEditorList = false
    /// What the attributes of the field being read say.
    private var fieldAttribute: String?
    private var fieldVersion: String?

    /// Starts the citation at a place in the file.
    init(position: Int, limits: Limits) {
        self.position = position
        self.limits = limits
    }

    /// Notes what makes the citation unreadable; the first problem counts.
    mutating func note(_ reason: String) {
        if problem == nil { problem = reason }
    }
}

// MARK: - Fields

extension CitationBuilder {
    /// Opens a container; OtherAbstract says things of all its sections, AuthorList of all its names.
    mutating func open(_ place: Place, attribute: (StaticString) -> String?) {
        if place == .authorList {
            inEditorList = attribute("Type") == "editors"
        } else if place == .otherAbstract {
            let type = take(attribute("Type"))
            let language = take(attribute("Language"))
            otherAbstract = (type, language, sections.count)
        }
    }

    /// Closes a container.
    mutating func close(_ place: Place) {
        guard place == .otherAbstract, let type = otherAbstract.type else { return }
        let own = otherAbstract.firstSection..<sections.count
        if sections[own].allSatisfy({ $0.label == nil }) {
            for index in own { sections[index].label = type }
        }
    }

    /// Opens a field.
    mutating func begin(_ place: Place, attribute: (StaticString) -> String?) {
        fieldStart = buffer.count
        fieldAttribute = nil
        switch place {
        case .pmid, .deletedPMID: fieldVersion = attribute("Version")
        case .abstractText, .otherAbstractText: fieldAttribute = take(attribute("Label"))
        case .articleIdentifier: fieldAttribute = attribute("IdType")
        case .electronicLocation: fieldAttribute = attribute("ValidYN") == "N" ? nil : attribute("EIdType")
        default: break
        }
    }

    /// Adds characters to the open field.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard problem == nil else { return }
        taken += bytes.count
        guard taken <= limits.textBytes else {
            note("its text is longer than the limit of \(limits.textBytes) bytes")
            return
        }
        buffer.append(contentsOf: bytes)
    }

    /// Closes the open field and keeps what it said.
    mutating func end(_ place: Place) {
        if place.isPassage {
            endPassage(place)
            return
        }
        let value = trimmedField()
        buffer.removeLast(buffer.count - fieldStart)
        switch place {
        case .pmid, .deletedPMID: setIdentity(value)
        case .journalTitle: CitationBuilder.set(&journalNames.title, to: value)
        case .journalAbbreviation: CitationBuilder.set(&journalNames.abbreviation, to: value)
        case .medlineAbbreviation: CitationBuilder.set(&journalNames.medline, to: value)
        case .year: date.year = value
        case .month: date.month = value
        case .day: date.day = value
        case .medlineDate: date.medlineDate = value
        case .language: CitationBuilder.add(value, to: &languages)
        case .publicationType: CitationBuilder.add(value, to: &types)
        case .collectiveName: if !inEditorList { CitationBuilder.add(value, to: &collectives) }
        case .articleIdentifier:
            if fieldAttribute == "doi" { CitationBuilder.set(&identifiers.doi, to: value) }
            if fieldAttribute == "pmc" { CitationBuilder.set(&identifiers.pmc, to: value) }
        case .electronicLocation:
            if fieldAttribute == "doi" { CitationBuilder.set(&identifiers.electronicDOI, to: value) }
        default: break
        }
    }

    private mutating func endPassage(_ place: Place) {
        let bytes = fieldStart..<buffer.count
        guard buffer[bytes].contains(where: { !$0.isXMLWhiteSpace }) else {
            buffer.removeLast(bytes.count)
            return
        }
        let label = fieldAttribute.flatMap { $0.utf8.allSatisfy(\.isXMLWhiteSpace) ? nil : $0 }
        switch place {
        case .bookTitle:
            bookTitle = bookTitle ?? Section(kind: .title, bytes: bytes)
        case .articleTitle:
            sections.append(Section(kind: .title, bytes: bytes))
        case .vernacularTitle:
            sections.append(Section(kind: .vernacularTitle, bytes: bytes))
        case .abstractText:
            sections.append(Section(kind: .abstract, label: label, bytes: bytes))
        default:
            let language = otherAbstract.language == "eng" ? nil : otherAbstract.language
            sections.append(Section(kind: .otherAbstract, label: label, language: language, bytes: bytes))
        }
    }

    private mutating func setIdentity(_ value: String) {
        if let pmid {
            note("it has two PMIDs, \(pmid) and \(value.prefix(40))")
            return
        }
        guard !value.isEmpty, value.utf8.count <= 18, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            note(value.isEmpty ? "its PMID is empty" : "its PMID \"\(value.prefix(40))\" is not a number")
            return
        }
        pmid = value
        guard let given = fieldVersion else { return }
        guard let number = Int(given), number > 0 else {
            note("its version \"\(given.prefix(40))\" is no positive number")
            return
        }
        version = number
    }

    /// The open field's text without the white space around it.
    private func trimmedField() -> String {
        var bytes = buffer[fieldStart...]
        while bytes.first?.isXMLWhiteSpace == true { bytes.removeFirst() }
        while bytes.last?.isXMLWhiteSpace == true { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Counts an attribute against the limit and trims nothing; nil when it is absent or empty.
    private mutating func take(_ attribute: String?) -> String? {
        guard let attribute, !attribute.isEmpty else { return nil }
        taken += attribute.utf8.count
        return attribute
    }

    /// The first value that is not empty counts.
    private static func set(_ known: inout String?, to value: String) {
        if known == nil && !value.isEmpty { known = value }
    }

    private static func add(_ value: String, to values: inout [String]) {
        if !value.isEmpty && !values.contains(value) { values.append(value) }
    }
}

extension CitationBuilder {
    /// Adds the text of the entity that the reader stands on to the open field.
    mutating func appendEntity(of reader: XMLPullReader) {
        switch reader.expandEntity(budget: &expansions) {
        case .success(let text):
            text.withUnsafeBufferPointer { append($0) }
        case .failure(.undeclared(let name)):
            note("it refers to the entity &\(name);, which the file does not declare")
        case .failure(.external(let name)):
            note("it refers to the external entity &\(name);, which is not read")
        case .failure(.tooLarge(let name)):
            note("its entity &\(name); expands beyond the limit")
        }
    }
}
