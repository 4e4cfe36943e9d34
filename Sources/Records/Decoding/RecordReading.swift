internal import Documents

/// A record on its way from JSON, its offsets still code points.
///
/// Offsets can be turned into bytes only when the text is known, and members may come in any order; so the line is
/// read first (``read(_:)``) and the document made afterwards (``record()``).
struct RecordReading {
    /// A passage as it stands in the line.
    struct ReadPassage {
        var kind = Passage.Kind.title
        var label: String?
        var language: String?
        var start = 0
        var end = 0
    }

    /// A sentence as it stands in the line.
    struct ReadSentence {
        var start = 0
        var end = 0
        var tokenStarts: [Int] = []
        var tokenEnds: [Int] = []
        var pos: [String]?
        var upos: [String]?
        var heads: [Int]?
        var relations: [String]?
        var tree: String?
        var pieces: [Int] = []
    }

    /// An entity as it stands in the line.
    struct ReadEntity {
        var id = ""
        var type = EntityType.gene
        var start = 0
        var end = 0
        var text = ""
        var sentence = 0
        var firstToken = 0
        var lastToken = 0
        var tag = ""
        var score = 0.0
        var identifiers: [String] = []
    }

    /// The PMID, as soon as it has been read.
    private(set) var pmid: String?
    var citation = Citation(pmid: "", source: .init(file: "", position: 0))
    var text = ""
    var passages: [ReadPassage] = []
    var sentences: [ReadSentence] = []
    var entities: [ReadEntity] = []
    var model: ModelStamp?
    var codePoints = CodePoints()

    /// Reads a line.
    mutating func read(_ reader: inout JSONReader) throws(JSONFault) {
        pmid = nil
        passages.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
        entities.removeAll(keepingCapacity: true)
        var progress = JSONObjectProgress<RecordKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .schema:
                let schema = try reader.string()
                guard schema == Record.schema else { throw .value(key: "schema", schema) }
            case .pmid:
                citation.pmid = try reader.string()
                pmid = citation.pmid
            case .version: citation.version = try reader.count()
            case .status: citation.status = try reader.value(of: "status")
            case .source: citation.source = try Self.source(&reader)
            case .doi: citation.doi = try reader.stringOrNull()
            case .pmc: citation.pmc = try reader.stringOrNull()
            case .journal: citation.journal = try reader.stringOrNull()
            case .year: citation.year = try reader.skipNull() ? nil : try reader.count()
            case .date: citation.date = try reader.stringOrNull()
            case .languages: citation.languages = try reader.strings()
            case .types: citation.types = try reader.strings()
            case .collectives: citation.collectives = try reader.strings()
            case .text: text = try reader.string()
            case .passages: try reader.array { reader throws(JSONFault) in passages.append(try .init(&reader)) }
            case .sentences: try reader.array { reader throws(JSONFault) in sentences.append(try .init(&reader)) }
            case .entities: try reader.array { reader throws(JSONFault) in entities.append(try .init(&reader)) }
            case .model: model = try reader.modelStamp()
            }
        }
        try reader.expectEnd()
    }

    private static func source(_ reader: inout JSONReader) throws(JSONFault) -> Citation.Source {
        var source = Citation.Source(file: "", position: 0)
        var progress = JSONObjectProgress<SourceKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .file: source.file = try reader.string()
            case .position: source.position = try reader.count()
            }
        }
        return source
    }
}

extension JSONReader {
    /// Reads a string that is one of the raw values of a type.
    mutating func value<Value: RawRepresentable<String>>(of key: String) throws(JSONFault) -> Value {
        let start = position
        let raw = try string()
        guard let value = Value(rawValue: raw) else {
            advance(start - position)
            throw .value(key: key, raw)
        }
        return value
    }

    /// Reads an array of strings.
    mutating func strings() throws(JSONFault) -> [String] {
        var strings: [String] = []
        try array { reader throws(JSONFault) in strings.append(try reader.string()) }
        return strings
    }

    /// Reads an array of integers.
    mutating func counts() throws(JSONFault) -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(64)
        try array { reader throws(JSONFault) in numbers.append(try reader.count()) }
        return numbers
    }
}
