// The members of a record's objects, in the order of the schema.

/// A record.
enum RecordKey: Int, JSONKey {
    case schema, pmid, version, status, source, doi, pmc, journal, year, date, languages, types, collectives, text
    case passages, sentences, entities, model

    static let names: [StaticString] = [
        "schema", "pmid", "version", "status", "source", "doi", "pmc", "journal", "year", "date", "languages", "types",
        "collectives", "text", "passages", "sentences", "entities", "model",
    ]
    static let optional: [RecordKey] = []
}

/// Where a citation was read.
enum SourceKey: Int, JSONKey {
    case file, position

    static let names: [StaticString] = ["file", "position"]
    static let optional: [SourceKey] = []
}

/// A passage.
enum PassageKey: Int, JSONKey {
    case kind, label, language, start, end

    static let names: [StaticString] = ["kind", "label", "language", "start", "end"]
    static let optional: [PassageKey] = []
}

/// A sentence.
enum SentenceKey: Int, JSONKey {
    case start, end, tokens, tree, pieces

    static let names: [StaticString] = ["start", "end", "tokens", "tree", "pieces"]
    static let optional: [SentenceKey] = [.tree, .pieces]
}

/// The columns of a sentence's tokens.
enum TokensKey: Int, JSONKey {
    case start, end, pos, upos, head, deprel

    static let names: [StaticString] = ["start", "end", "pos", "upos", "head", "deprel"]
    static let optional: [TokensKey] = [.pos, .upos, .head, .deprel]
}

/// An entity.
enum EntityKey: Int, JSONKey {
    case id, type, start, end, text, sentence, tokens, tag, score, identifiers

    static let names: [StaticString] = [
        "id", "type", "start", "end", "text", "sentence", "tokens", "tag", "score", "identifiers",
    ]
    static let optional: [EntityKey] = []
}

/// A model stamp.
enum ModelKey: Int, JSONKey {
    case name, digest, parts

    static let names: [StaticString] = ["name", "digest", "parts"]
    static let optional: [ModelKey] = [.parts]
}

/// One of the models of a stamp.
enum ModelPartKey: Int, JSONKey {
    case name, digest

    static let names: [StaticString] = ["name", "digest"]
    static let optional: [ModelPartKey] = []
}

/// The models of a stamp, by task.
enum ModelPartsKey: Int, JSONKey {
    case sentences, syntax, entities

    static let names: [StaticString] = ["sentences", "syntax", "entities"]
    static let optional: [ModelPartsKey] = [.sentences, .syntax, .entities]
}
