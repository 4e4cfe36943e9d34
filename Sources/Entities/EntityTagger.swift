public import Documents
internal import Encoder
internal import WordPieces

/// Finds the entities of documents, for one thread; several taggers may share one model.
public final class EntityTagger {
    /// The tags that are looked for, in order.
    public let tags: [EntityTag]
    private let model: EntityModel
    private let options: EntityTaggerOptions
    private let classifier: TagPairClassifier

    /// A sentence that is tagged: where it is, and which of the window's distinct sentences it is.
    private struct Place {
        var document: Int
        var sentence: Int
        var distinct: Int
    }

    /// Makes a tagger; a tag that the model does not know is refused with those it knows.
    public init(model: EntityModel, options: EntityTaggerOptions = EntityTaggerOptions()) throws(EntityModelError) {
        tags = try model.tags(named: options.tags)
        self.model = model
        self.options = options
        classifier = TagPairClassifier(model: model, batchTokens: options.batchTokens)
    }

    /// Finds the entities of a window of documents and puts them in place of those that the documents have.
    ///
    /// Sentences and tokens must have been found, and, for a model that reads syntax (`EntityModel.features`), the
    /// syntax of sentences; where there is none, words are read without contexts but themselves. Only English is
    /// tagged: sentences in a passage with a language of its own (`Passage.language`) or in a vernacular title get no
    /// entities. The result depends on the documents alone: the longer the window, the fuller the batches. Sentences
    /// that occur several times are run once.
    public func tag(_ documents: inout [Document]) {
        var distinct: [ContextualSentence] = []
        var numbers: [ContextualSentence: Int] = [:]
        var places: [Place] = []
        for document in documents.indices {
            documents[document].entities = []
            for (sentence, content) in sentences(of: documents[document]) {
                let number = numbers[content] ?? distinct.count
                if number == distinct.count {
                    numbers[content] = number
                    distinct.append(content)
                }
                places.append(Place(document: document, sentence: sentence, distinct: number))
            }
        }
        let mentions = mentions(in: distinct)
        for place in places {
            EntityTagger.add(mentions[place.distinct], to: &documents[place.document], sentence: place.sentence, tags)
        }
    }

    /// The mentions that stand in each sentence.
    private func mentions(in sentences: [ContextualSentence]) -> [[Mention]] {
        let logits = classifier.logits(of: sentences, tags: tags)
        return sentences.indices.map { sentence in
            let found = tags.indices.flatMap { tag in
                Mention.decode(
                    logits[sentence * tags.count + tag], by: model.decoder, type: tags[tag].type, tag: tag)
            }
            return Mention.settled(found.filter { $0.score >= options.minimumScore })
        }
    }

    /// A document's sentences that are tagged, with their numbers; sentences without tokens are not.
    private func sentences(of document: Document) -> [(number: Int, content: ContextualSentence)] {
        let text = document.text.utf8Span.span
        var passages = document.passages[...]
        var found: [(number: Int, content: ContextualSentence)] = []
        for (number, sentence) in document.sentences.enumerated() where !sentence.tokens.isEmpty {
            while let passage = passages.first, passage.span.end <= sentence.span.start { passages.removeFirst() }
            if let passage = passages.first, passage.span.contains(sentence.span), !passage.isEnglish { continue }
            let words = sentence.tokens.lazy.map(\.span)
            let contexts = model.features?.contexts(
                of: WordSyntax(of: sentence), words: words.map { document.substring($0) })
            let subwords = SubwordSentence(words: words, of: text, tokenizer: model.tokenizer)
            found.append((number, ContextualSentence(subwords: subwords, contexts: contexts)))
        }
        return found
    }

    private static func add(
        _ mentions: [Mention], to document: inout Document, sentence number: Int, _ tags: [EntityTag]
    ) {
        let tokens = document.sentences[number].tokens
        for mention in mentions {
            let last = mention.words.upperBound - 1
            document.entities.append(
                Entity(
                    id: "T\(document.entities.count + 1)",
                    type: mention.type,
                    span: TextSpan(tokens[mention.words.lowerBound].span.start, tokens[last].span.end),
                    sentence: number,
                    tokens: mention.words.lowerBound...last,
                    tag: tags[mention.tag].name,
                    score: mention.score
                ))
        }
    }
}

extension Passage {
    /// Whether the passage is in the language that models are trained on: nothing says that it is in another one.
    fileprivate var isEnglish: Bool { language == nil && kind != .vernacularTitle }
}
