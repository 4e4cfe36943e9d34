internal import Documents
internal import Files

// All words that this room says to people.

extension RecordError: CustomStringConvertible {
    /// Where, what and the remedy, in one line.
    public var description: String {
        let place = self.place
        return (place.isEmpty ? "" : "\(place): ") + "\(reason); \(remedy)"
    }

    /// File, line, byte and PMID as far as they are known.
    public var place: String {
        var parts: [String] = []
        if let file { parts.append("'\(file)'") }
        if let line { parts.append("line \(line)") }
        if let byte { parts.append("byte \(byte)") }
        if let pmid { parts.append("PMID \(pmid)") }
        return parts.joined(separator: ", ")
    }

    /// What is wrong.
    public var reason: String {
        switch cause {
        case .document(let fault): fault.reason
        case .malformed(let fault): fault.reason
        case .damaged(let fault): fault.reason
        case .tooLarge(let what, let limit): "\(what) is larger than \(limit) bytes"
        case .notPMID(let text): "'\(text)' is not a PMID"
        case .file(let error): "\(error.summary): \(error.reason)"
        case .compressor(let words): "zstd cannot compress: \(words)"
        }
    }

    /// What the reader of the message can do about it.
    public var remedy: String {
        switch cause {
        case .document: "the citation has no record; report it with its PMID, since a stage before broke a rule"
        case .malformed(.value(key: "schema", _)): "read it with the version of syntag that wrote it"
        case .malformed:
            "only lines of the schema \(Record.schema) can be read; write the file anew if a tool changed it"
        case .damaged(.laterFormat): "read it with a newer syntag, or decompress it with zstd -d"
        case .damaged(.index), .damaged(.seekTable), .damaged(.summary), .damaged(.wrongCitation):
            "annotate the input again; the lines themselves may still be read with zstd -d"
        case .damaged: "copy the file again or annotate its input again"
        case .tooLarge: "raise the limit if the file is to be trusted"
        case .notPMID: "give one to eighteen decimal digits"
        case .file(let error): error.remedy
        case .compressor: "choose another compression level, or free memory"
        }
    }
}

extension DocumentFault {
    fileprivate var reason: String {
        switch self {
        case .pmid: "the PMID is not one to eighteen digits"
        case .number(let name, let value): "the \(name) \(value) is out of range"
        case .deletedWithContent: "the citation is deleted but has text or annotations"
        case .outside(let part, let span, let text):
            "\(part.name) at bytes \(span.start)..<\(span.end) is outside the text of \(text) bytes"
        case .splitsCharacter(let part, let span):
            "\(part.name) at bytes \(span.start)..<\(span.end) begins or ends within a character"
        case .empty(let part): "\(part.name) is empty"
        case .outOfOrder(let part): "\(part.name) is out of order or overlaps the one before"
        case .outsideParent(let part): "\(part.name) is not within its \(part.parent)"
        case .partlyTagged(let sentence, let tag): "sentence \(sentence) has \(tag.rawValue) on some tokens only"
        case .headCount(let sentence, let heads, let tokens):
            "sentence \(sentence) has \(heads) heads for \(tokens) tokens"
        case .head(let sentence, let token, let head):
            "sentence \(sentence), token \(token): there is no head \(head)"
        case .pieces(let sentence): "sentence \(sentence): its pieces do not begin with token 0 and go on in order"
        case .nesting(let sentence, let constituent):
            "sentence \(sentence): constituent \(constituent) does not nest in pre-order"
        case .label(let sentence, let label): "sentence \(sentence): '\(label)' cannot be a constituent's label"
        case .entitySentence(let id, let sentence): "entity \(id): there is no sentence \(sentence)"
        case .entityTokens(let id, let first, let last): "entity \(id): there are no tokens \(first)...\(last)"
        case .entitySpan(let id): "entity \(id) does not begin in its first and end in its last token"
        case .score(let id, let score): "entity \(id): the score \(score) is not within 0...1"
        case .identifier(let id): "the entity identifier '\(id)' is empty or used twice"
        }
    }
}

extension DocumentFault.Part {
    fileprivate var name: String {
        switch self {
        case .passage(let number): "passage \(number)"
        case .sentence(let number): "sentence \(number)"
        case .token(let sentence, let number): "sentence \(sentence), token \(number)"
        case .entity(let number): "entity \(number)"
        }
    }

    fileprivate var parent: String {
        switch self {
        case .passage: "text"
        case .sentence: "passage"
        case .token, .entity: "sentence"
        }
    }
}

extension JSONFault {
    fileprivate var reason: String {
        switch self {
        case .expected(let what): "expected \(what)"
        case .cutShort: "the line ends within the record"
        case .trailing: "more follows after the record"
        case .unknownKey(let key): "unknown key '\(key)'"
        case .duplicateKey(let key): "the key '\(key)' is there twice"
        case .missingKey(let key): "the key '\(key)' is missing"
        case .encoding: "the bytes are not UTF-8"
        case .control: "a control character is not escaped"
        case .escape: "an escape is malformed or half of a pair"
        case .number: "a number is malformed or out of range"
        case .value(let key, let value): "'\(key)' cannot be '\(value)'"
        case .lengths(let key): "the array '\(key)' has not one value a token"
        case .offsets(let start, let end): "the offsets \(start)..<\(end) are not in order"
        case .beyondText(let offset, let length): "the offset \(offset) is beyond the text of \(length) code points"
        case .mention(let id): "the text at the offsets of entity \(id) is not its mention"
        case .brackets: "a tree is not brackets over the token numbers in order"
        }
    }
}

extension FileFault {
    fileprivate var reason: String {
        switch self {
        case .compression(let words): "the compressed data are damaged (\(words))"
        case .truncated: "the file ends within a compressed frame"
        case .seekTable: "the seek table does not agree with the file"
        case .index: "the index of citations is damaged"
        case .summary: "the summary at the end is damaged"
        case .wrongCitation(let found): "the index leads to PMID \(found)"
        case .laterFormat(let version): "the index has format \(version), which this program does not know"
        }
    }
}
