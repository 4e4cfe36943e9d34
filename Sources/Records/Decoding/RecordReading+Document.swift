internal import Documents

extension RecordReading {
    /// Why a line that is right as JSON is no record.
    enum Fault: Error {
        /// Offsets that do not fit the text, or a mention or tree that contradicts them.
        case json(JSONFault)
        /// A rule of documents is broken.
        case document(DocumentFault)
    }

    /// The record that was read, all its rules checked.
    mutating func record() throws(Fault) -> Record {
        let bytes = text.utf8Span.span
        return try bytes.withUnsafeBufferPointer { bytes throws(Fault) in
            codePoints.mapCodePoints(of: bytes)
            let document: Document
            do throws(JSONFault) {
                document = try self.document(bytes)
            } catch {
                throw .json(error)
            }
            do throws(DocumentFault) {
                try DocumentRules(text: bytes).check(document)
            } catch {
                throw .document(error)
            }
            return Record(document: document, model: model)
        }
    }

    private func document(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Document {
        var document = Document(citation: citation, text: text)
        document.passages.reserveCapacity(passages.count)
        for passage in passages {
            let span = try self.span(passage.start, passage.end)
            document.passages.append(
                Passage(kind: passage.kind, label: passage.label, language: passage.language, span: span))
        }
        document.sentences.reserveCapacity(sentences.count)
        for sentence in sentences { document.sentences.append(try self.sentence(sentence)) }
        document.entities.reserveCapacity(entities.count)
        for entity in entities { document.entities.append(try self.entity(entity, bytes)) }
        return document
    }

    private func sentence(_ read: ReadSentence) throws(JSONFault) -> Sentence {
        var tokens: [Token] = []
        tokens.reserveCapacity(read.tokenStarts.count)
        for index in read.tokenStarts.indices {
            let span = try self.span(read.tokenStarts[index], read.tokenEnds[index])
            tokens.append(Token(span: span, xpos: read.pos?[index], upos: read.upos?[index]))
        }
        var dependencies: DependencyTree?
        if let heads = read.heads, let relations = read.relations {
            dependencies = DependencyTree(heads: heads, relations: relations)
        }
        var constituents: ConstituencyTree?
        if let tree = read.tree {
            guard let parsed = Brackets.tree(of: tree, tokens: tokens.count) else { throw .brackets }
            constituents = parsed
        }
        return Sentence(
            span: try span(read.start, read.end),
            tokens: tokens,
            dependencies: dependencies,
            constituents: constituents,
            pieces: read.pieces
        )
    }

    private func entity(_ read: ReadEntity, _ bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) -> Entity {
        let span = try self.span(read.start, read.end)
        // Compared byte by byte: String's own comparison would take canonically equivalent texts for equal.
        guard read.text.utf8.elementsEqual(bytes[span.range]) else { throw .mention(id: read.id) }
        return Entity(
            id: read.id,
            type: read.type,
            span: span,
            sentence: read.sentence,
            tokens: read.firstToken...read.lastToken,
            tag: read.tag,
            score: Float(read.score),
            identifiers: read.identifiers
        )
    }

    /// The bytes of a range of code points.
    @inline(__always)
    private func span(_ start: Int, _ end: Int) throws(JSONFault) -> TextSpan {
        guard start <= end else { throw .offsets(start, end) }
        guard end <= codePoints.count else { throw .beyondText(end, length: codePoints.count) }
        return TextSpan(codePoints.byte(ofCodePoint: start), codePoints.byte(ofCodePoint: end))
    }
}
