internal import Documents

extension RecordReading.ReadPassage {
    /// Reads a passage.
    init(_ reader: inout JSONReader) throws(JSONFault) {
        var progress = JSONObjectProgress<PassageKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .kind: kind = try reader.value(of: "kind")
            case .label: label = try reader.stringOrNull()
            case .language: language = try reader.stringOrNull()
            case .start: start = try reader.count()
            case .end: end = try reader.count()
            }
        }
    }
}

extension RecordReading.ReadSentence {
    /// Reads a sentence.
    init(_ reader: inout JSONReader) throws(JSONFault) {
        var progress = JSONObjectProgress<SentenceKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .start: start = try reader.count()
            case .end: end = try reader.count()
            case .tokens: try readTokens(&reader)
            case .tree: tree = try reader.string()
            case .pieces: pieces = try reader.counts()
            }
        }
    }

    private mutating func readTokens(_ reader: inout JSONReader) throws(JSONFault) {
        var progress = JSONObjectProgress<TokensKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .start: tokenStarts = try reader.counts()
            case .end: tokenEnds = try reader.counts()
            case .pos: pos = try reader.strings()
            case .upos: upos = try reader.strings()
            case .head: heads = try reader.counts()
            case .deprel: relations = try reader.strings()
            }
        }
        let count = tokenStarts.count
        guard tokenEnds.count == count else { throw .lengths(key: "end") }
        guard pos.map({ $0.count == count }) ?? true else { throw .lengths(key: "pos") }
        guard upos.map({ $0.count == count }) ?? true else { throw .lengths(key: "upos") }
        guard heads.map({ $0.count == count }) ?? true else { throw .lengths(key: "head") }
        guard relations.map(\.count) == heads.map(\.count) else { throw .lengths(key: "deprel") }
    }
}

extension RecordReading.ReadEntity {
    /// Reads an entity.
    init(_ reader: inout JSONReader) throws(JSONFault) {
        var progress = JSONObjectProgress<EntityKey>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .id: id = try reader.string()
            case .type: type = try reader.value(of: "type")
            case .start: start = try reader.count()
            case .end: end = try reader.count()
            case .text: text = try reader.string()
            case .sentence: sentence = try reader.count()
            case .tokens:
                try reader.expect(UInt8(ascii: "["))
                firstToken = try reader.count()
                try reader.expect(UInt8(ascii: ","))
                lastToken = try reader.count()
                try reader.expect(UInt8(ascii: "]"))
                guard firstToken <= lastToken else { throw .offsets(firstToken, lastToken) }
            case .tag: tag = try reader.string()
            case .score: score = try reader.decimal()
            case .identifiers: identifiers = try reader.strings()
            }
        }
    }
}
