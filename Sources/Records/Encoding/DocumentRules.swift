internal import Documents

/// The rules of ``Documents`` that a document must keep to be a record, checked before it is written and after it is
/// read.
struct DocumentRules {
    /// The document's text.
    let text: UnsafeBufferPointer<UInt8>

    /// Checks everything but the nesting of constituents, which is checked where trees are written and read.
    func check(_ document: Document) throws(DocumentFault) {
        try check(document.citation)
        let isEmpty =
            text.isEmpty && document.passages.isEmpty && document.sentences.isEmpty && document.entities.isEmpty
        guard document.citation.status == .current || isEmpty else { throw .deletedWithContent }

        var end = 0
        for (number, passage) in document.passages.enumerated() {
            try check(passage.span, of: .passage(number))
            guard passage.span.start >= end else { throw .outOfOrder(.passage(number)) }
            end = passage.span.end
        }
        try check(document.sentences, in: document.passages)
        try check(document.entities, in: document.sentences)
    }

    private func check(_ citation: Citation) throws(DocumentFault) {
        guard PMIDIndex.number(ofPMID: citation.pmid) != nil else { throw .pmid }
        guard 1...0x7fff_ffff ~= citation.version else { throw .number("version", citation.version) }
        guard 1...0x7fff_ffff ~= citation.source.position else { throw .number("position", citation.source.position) }
        if let year = citation.year, !(0...9999 ~= year) { throw .number("year", year) }
    }

    private func check(_ sentences: [Sentence], in passages: [Passage]) throws(DocumentFault) {
        var end = 0
        var passage = 0
        for (number, sentence) in sentences.enumerated() {
            try check(sentence.span, of: .sentence(number))
            guard !sentence.span.isEmpty else { throw .empty(.sentence(number)) }
            guard sentence.span.start >= end else { throw .outOfOrder(.sentence(number)) }
            end = sentence.span.end
            while passage < passages.count, passages[passage].span.end < end { passage += 1 }
            guard passage < passages.count, passages[passage].span.contains(sentence.span) else {
                throw .outsideParent(.sentence(number))
            }
            try check(sentence.tokens, of: number, in: sentence.span)
            try checkTags(of: sentence, number: number)
            if let tree = sentence.dependencies { try check(tree, of: number, tokens: sentence.tokens.count) }
            guard isCut(sentence.pieces, tokens: sentence.tokens.count) else { throw .pieces(sentence: number) }
        }
    }

    private func check(_ tokens: [Token], of sentence: Int, in span: TextSpan) throws(DocumentFault) {
        var end = span.start
        for number in tokens.indices {
            let token = tokens[number].span
            try check(token, of: .token(sentence, number))
            guard !token.isEmpty else { throw .empty(.token(sentence, number)) }
            guard token.start >= end else {
                let isBefore = token.start < span.start
                throw isBefore ? .outsideParent(.token(sentence, number)) : .outOfOrder(.token(sentence, number))
            }
            guard token.end <= span.end else { throw .outsideParent(.token(sentence, number)) }
            end = token.end
        }
    }

    private func checkTags(of sentence: Sentence, number: Int) throws(DocumentFault) {
        guard let first = sentence.tokens.first else { return }
        let hasXPOS = first.xpos != nil
        let hasUPOS = first.upos != nil
        for index in sentence.tokens.indices {
            guard (sentence.tokens[index].xpos != nil) == hasXPOS else {
                throw .partlyTagged(sentence: number, .xpos)
            }
            guard (sentence.tokens[index].upos != nil) == hasUPOS else {
                throw .partlyTagged(sentence: number, .upos)
            }
        }
    }

    private func check(_ tree: DependencyTree, of sentence: Int, tokens: Int) throws(DocumentFault) {
        guard tree.heads.count == tokens, tree.relations.count == tokens else {
            throw .headCount(sentence: sentence, heads: tree.heads.count, tokens: tokens)
        }
        for (token, head) in tree.heads.enumerated() {
            guard 0...tokens ~= head, head != token + 1 else {
                throw .head(sentence: sentence, token: token, head: head)
            }
        }
    }

    /// Whether a sentence can have been parsed in pieces that begin with these tokens: several or none, the first with the
    /// first token.
    private func isCut(_ pieces: [Int], tokens: Int) -> Bool {
        guard let last = pieces.last else { return true }
        return pieces.count > 1 && pieces[0] == 0 && last < tokens && zip(pieces, pieces.dropFirst()).allSatisfy(<)
    }

    private func check(_ entities: [Entity], in sentences: [Sentence]) throws(DocumentFault) {
        var identifiers = Set<String>(minimumCapacity: entities.count)
        var last = TextSpan(0, 0)
        for (number, entity) in entities.enumerated() {
            try check(entity.span, of: .entity(number))
            guard !entity.span.isEmpty else { throw .empty(.entity(number)) }
            guard entity.span >= last else { throw .outOfOrder(.entity(number)) }
            last = entity.span
            guard !entity.id.isEmpty, identifiers.insert(entity.id).inserted else { throw .identifier(entity.id) }
            guard sentences.indices.contains(entity.sentence) else {
                throw .entitySentence(id: entity.id, sentence: entity.sentence)
            }
            let tokens = sentences[entity.sentence].tokens
            guard tokens.indices.contains(entity.tokens.lowerBound), entity.tokens.upperBound < tokens.count else {
                throw .entityTokens(id: entity.id, first: entity.tokens.lowerBound, last: entity.tokens.upperBound)
            }
            let first = tokens[entity.tokens.lowerBound].span
            let final = tokens[entity.tokens.upperBound].span
            guard first.start..<first.end ~= entity.span.start, final.start < entity.span.end,
                entity.span.end <= final.end
            else { throw .entitySpan(id: entity.id) }
            guard entity.score >= 0, entity.score <= 1 else { throw .score(id: entity.id, "\(entity.score)") }
        }
    }

    /// Checks that a span lies within the text and cuts no character.
    @inline(__always)
    private func check(_ span: TextSpan, of part: @autoclosure () -> DocumentFault.Part) throws(DocumentFault) {
        guard span.start >= 0, span.start <= span.end, span.end <= text.count else {
            throw .outside(part(), span, text: text.count)
        }
        guard isBoundary(span.start), isBoundary(span.end) else { throw .splitsCharacter(part(), span) }
    }

    @inline(__always)
    private func isBoundary(_ offset: Int) -> Bool { offset == text.count || CodePoints.begins(text[offset]) }
}
