import Documents
import Encoder
import Foundation
import Scoring
import Tensors
import TestSupport
import Testing
import WordPieces

@testable import Entities
@testable import Learning

/// Every variant of the model that can be trained, as it is exported and as it is run.
@Suite("Variants of the model, trained and run")
struct VariantTests {
    /// A variant of the model.
    struct Variant: Sendable, CustomTestStringConvertible {
        var naming = TagScheme.Naming.corpus
        var closing = true
        var layer = 0
        var decoder = ModelOptions.Decoder.softmax
        var testDescription: String { "\(naming), closing \(closing), layer \(layer), \(decoder)" }
    }

    /// All ways of naming, with and without a closing tag, early and late, by softmax and random field.
    static let variants: [Variant] = TagScheme.Naming.allCases.flatMap { naming in
        [true, false].flatMap { closing in
            [0, 1].flatMap { layer in
                ModelOptions.Decoder.allCases.map {
                    Variant(naming: naming, closing: closing, layer: layer, decoder: $0)
                }
            }
        }
    }

    fileprivate static let corpora: [CorpusDefinition] = [
        .standard("Letters", .gene), .standard("Digits", .chemical), .standard("Signs", .gene),
    ]

    /// A model with random numbers, and the folder it was exported to.
    private struct Exported {
        let folder: TemporaryDirectory
        let model: TrainableEntityModel
        let start: StartingModel
        let scheme: TagScheme

        init(_ variant: Variant) throws {
            folder = try TemporaryDirectory()
            scheme = TagScheme(naming: variant.naming, closing: variant.closing)
            var configuration = TrainingConfiguration(
                name: "random", initialise: Fixtures.url("entities/tiny").path, corpora: VariantTests.corpora)
            configuration.tags = scheme
            configuration.tagLayer = variant.layer
            configuration.model.decoder = variant.decoder
            start = try StartingModel(
                folder: configuration.initialise, adding: scheme.entries(of: configuration.corpora))
            let options = ModelOptions(encoder: start.encoder, tagLayer: variant.layer, decoder: variant.decoder)
            let parameters = try TrainableEntityModel.loadPretrained(
                SafetensorsFile(path: "\(start.folder)/model.safetensors"), options: options, seed: 3)
            var generator = SeededGenerator(seed: 21)
            for place in 0..<parameters.count {
                // As the folder will have them.
                let number = parameters.pointer[place] + Float.random(in: -0.3...0.3, using: &generator)
                parameters.pointer[place] = Float(Float16(number))
            }
            model = TrainableEntityModel(options: options, parameters: parameters)
            try balance()
            let writer = ModelFolder(
                path: folder.path("model"), configuration: configuration, start: start)
            try writer.write(model, scores: .init(step: 1, values: []), names: [], steps: 1)
        }

        /// The model as the folder has it.
        func entities() throws -> EntityModel { try EntityModel(folder: folder.path("model")) }

        /// Shifts the head's bias so that no label prevails over all words.
        private func balance() throws {
            let sentences = VariantTests.sentences(long: false)
            let rows = try VariantTests.corpora.flatMap { try logits(of: sentences, corpus: $0).logits }
            let bias = model.parameters["classifier.bias"]
            for label in 0..<3 {
                let mean = rows.reduce(0) { $0 + $1[label] } / Float(rows.count)
                bias[label] = Float(Float16(bias[label] - mean))
            }
        }

        /// What the trainer says of sentences under a tag: labels, and logits in the order B, I, O, a row a word.
        func reference(_ sentences: [[String]], tag: EntityTag) throws -> (labels: [[Int32]], logits: [[Float]]) {
            let corpus = try #require(VariantTests.corpora.first { [$0.name, $0.type.rawValue].contains(tag.name) })
            return try logits(of: sentences, corpus: corpus)
        }

        private func logits(
            of sentences: [[String]], corpus: CorpusDefinition
        ) throws -> (labels: [[Int32]], logits: [[Float]]) {
            let tags = try #require(TagNumbers(scheme.pairs(of: corpus), in: start.tokenizer.vocabulary))
            let builder = SequenceBuilder(tokenizer: start.tokenizer, maximum: start.encoder.maximumPositions)
            let workspace = TrainingWorkspace(model.options)
            var labels: [[Int32]] = []
            var logits: [[Float]] = []
            for words in sentences {
                let sentence = BIOCorpus.Sentence(words: words, labels: words.map { _ in .outside })
                let windows = builder.sequences(of: sentence, tags: tags)
                labels.append(model.predict(windows, workspace: workspace).flatMap { $0 })
                for word in words.indices { logits.append(Array(workspace.logits.view[word])) }
            }
            return (labels, logits)
        }
    }

    /// Sentences of a few words, and one that needs several windows.
    fileprivate static func sentences(long: Bool) -> [[String]] {
        var generator = SeededGenerator(seed: 5)
        let words = "the of in gene cell mice human protein p53 KdgR bindase - . ( E. coli alpha été".split(
            separator: " "
        ).map(String.init)
        return ((0..<8).map { _ in Int.random(in: 1...9, using: &generator) } + (long ? [80] : [])).map { count in
            (0..<count).map { _ in words.randomElement(using: &generator) ?? "the" }
        }
    }

    @Test("a folder gives the labels and the logits of the model that wrote it", arguments: variants)
    func equal(variant: Variant) throws {
        let exported = try Exported(variant), model = try exported.entities()
        #expect(model.tagLayer == variant.layer)
        #expect(
            model.tags.map(\.name)
                == (variant.naming == .type ? ["Gene", "Chemical"] : ["Letters", "Digits", "Signs"]))
        // A field that the trainer ends at every window is run over the whole sentence here.
        let sentences = Self.sentences(long: variant.decoder == .softmax)
        let subwords = sentences.map { SubwordSentence(words: $0, tokenizer: model.tokenizer) }
        var seen: Set<BIOLabel> = []
        for tag in model.tags {
            let expected = try exported.reference(sentences, tag: tag)
            let found = TagPairClassifier(model: model, batchTokens: 64).logits(of: subwords, tags: [tag])
            for (word, row) in zip(found.joined(), expected.logits) {
                for (one, other) in zip([word.begin, word.inside, word.outside], row) {
                    #expect(abs(one - other) < 1e-4)
                }
            }
            #expect(found.joined().count == expected.logits.count)
            let labels = try EntityEvaluator(model: model, tag: tag.name).labels(of: sentences)
            #expect(labels == expected.labels.map { $0.map { SequenceBuilder.labels[Int($0)] } })
            seen.formUnion(labels.joined())
        }
        #expect(seen.count == 3, "a model of chance gives every label")
    }

    @Test("the size of batches and the number of tags change nothing", arguments: variants)
    func together(variant: Variant) throws {
        let model = try Exported(variant).entities()
        let sentences = Self.sentences(long: true).map { SubwordSentence(words: $0, tokenizer: model.tokenizer) }
        let alone = model.tags.map {
            TagPairClassifier(model: model, batchTokens: 1).logits(of: sentences, tags: [$0])
        }
        for size in [16, 100, 4096] {
            let all = TagPairClassifier(model: model, batchTokens: size).logits(of: sentences, tags: model.tags)
            #expect(all.count == sentences.count * model.tags.count)
            for sentence in sentences.indices {
                for tag in model.tags.indices {
                    #expect(all[sentence * model.tags.count + tag] == alone[tag][sentence])
                }
            }
        }
    }

    @Test("several tags at once give the entities of each alone", arguments: variants.filter { $0.naming != .none })
    func entities(variant: Variant) throws {
        let model = try Exported(variant).entities()
        let names = Array(model.tags.map(\.name).prefix(2))
        func tagged(_ names: [String]) throws -> [Entity] {
            var window = Self.sentences(long: true).map { Document(words: $0) }
            try EntityTagger(model: model, options: EntityTaggerOptions(tags: names)).tag(&window)
            return window.flatMap(\.entities)
        }
        // The first two are of different types, so all entities stand.
        let both = try tagged(names)
        for name in names {
            let own = both.filter { $0.tag == name }, alone = try tagged([name])
            #expect(own.map(\.span) == alone.map(\.span))
            #expect(own.map(\.score) == alone.map(\.score))
            #expect(!own.isEmpty)
        }
        #expect(both.allSatisfy { $0.score >= 0 && $0.score <= 1 })
    }

    @Test("a model without tags is asked for one corpus at a time")
    func untagged() throws {
        let model = try Exported(Variant(naming: .none)).entities()
        #expect(model.defaultTags.isEmpty)
        #expect(model.room == 38)
        for names in [[], ["Letters", "Signs"]] {
            let error = try #require(throws: EntityModelError.self) { try model.tags(named: names) }
            #expect(error.kind == .indistinctTags(names.isEmpty ? ["Letters", "Digits", "Signs"] : names))
            #expect("\(error)".contains("name one of them"))
        }
        #expect(try model.tags(named: ["Digits"]).map(\.type) == [.chemical])
    }
}

extension Document {
    /// A document of one sentence.
    fileprivate init(words: [String]) {
        self.init(citation: Citation(pmid: "1", source: Citation.Source(file: "x.xml", position: 1)))
        var tokens: [Token] = []
        for word in words {
            if !text.isEmpty { text += " " }
            let start = text.utf8.count
            text += word
            tokens.append(Token(span: TextSpan(start, text.utf8.count)))
        }
        sentences = [Sentence(span: TextSpan(0, text.utf8.count), tokens: tokens)]
    }
}
