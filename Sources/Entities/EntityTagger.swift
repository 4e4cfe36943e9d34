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
    /// Sentences and tokens must have been found. Only English is tagged: sentences in a passage with a language of its
    /// own (`Passage.language`) or in a vernacular title get no entities. The result depends on the documents alone:
    /// the longer the window, the fuller the batches. Sentences that occur several times are run once.
    public func tag(_ documents: inout [Document]) {
        var distinct: [SubwordSentence] = []
        var numbers: [SubwordSentence: Int] = [:]
        var places: [Place] = []
        for document in documents.indices {
            documents[document].entities = []
            for (sentence, subwords) in subwords(of: documents[document]) {
                let number = numbers[subwords] ?? distinct.count
                if number == distinct.count {
                    numbers[subwords] = number
                    distinct.append(subwords)
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
    private func mentions(in sentences: [SubwordSentence]) -> [[Mention]] {
        let logits = classifier.logits(of: sentences, tags: tags)
        return sentences.indices.map { sentence in
            let found = tags.indices.flatMap { tag in
                Mention.decode(
                    logits[sentence * tags.count + tag], by: model.decoder, type: tags[tag].type, tag: tag)
            }
            return Mention.settled(found.filter { $0.score >= options.minimumScore })
        }
    }

    /// The sub-words of a document's sentences that are tagged, with their numbers; sentences without tokens are not.
    private func subwords(of document: Document) -> [(sentence: Int, subwords: SubwordSentence)] {
        let text = document.text.utf8Span.span
        var passages = document.passages[...]
        var found: [(sentence: Int, subwords: SubwordSentence)] = []
        for (number, sentence) in document.sentences.enumerated() where !sentence.tokens.isEmpty {
            while let passage = passages.first, passage.span.end <= sentence.span.start { passages.removeFirst() }
            if let passage = passages.first, passage.span.contains(sentence.span), !passage.isEnglish { continue }
            let words = sentence.tokens.lazy.map(\.span)
            found.append((number, SubwordSentence(words: words, of: text, tokenizer: model.tokenizer)))
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
