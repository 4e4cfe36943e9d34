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

/// Models of every module with random numbers, as they are exported and as they are run.
@Suite("Models with contexts, trained and run")
struct FeatureVariantTests {
    struct Variant: Sendable, CustomTestStringConvertible {
        var module: ContextModule
        var context: ContextFeature
        var layer = 0
        var decoder = ModelOptions.Decoder.softmax
        var testDescription: String { "\(module) over \(context), layer \(layer), \(decoder)" }
    }

    static let variants: [Variant] = ContextModule.allCases.flatMap { module in
        ContextFeature.allCases.map { Variant(module: module, context: $0) }
            + [
                Variant(module: module, context: .dep, layer: 1),
                Variant(module: module, context: .syn, decoder: .crf),
                Variant(module: module, context: .dep, layer: 1, decoder: .crf),
            ]
    }

    /// A model, and the folder it was exported to.
    private struct Exported {
        let folder: TemporaryDirectory
        let model: TrainableEntityModel
        let start: StartingModel
        let features: EntityFeatures
        let scheme = TagScheme()
        let corpora: [CorpusDefinition] = [.standard("Letters", .gene), .standard("Digits", .chemical)]

        init(_ variant: Variant, type: WeightType = .float16) throws {
            folder = try TemporaryDirectory()
            var configuration = TrainingConfiguration(
                name: "random", initialise: Fixtures.url("entities/tiny").path, corpora: corpora)
            configuration.tagLayer = variant.layer
            configuration.model.decoder = variant.decoder
            configuration.model.weights = type
            start = try StartingModel(folder: configuration.initialise, adding: scheme.entries(of: corpora))
            let labels =
                switch variant.context {
                case .pos: ["DT", "NN"]
                case .syn: ["NP", "VP", ContextLabels.none]
                case .dep: ["amod", "obl", "root"]
                }
            features = EntityFeatures(
                module: variant.module, context: variant.context, labels: ContextLabels(labels),
                labelSize: variant.module == .cfa ? 5 : 16,
                words: variant.module.hasKeys ? ContextWords(["gene", "human", "été"], isLowercased: true) : nil)
            let options = ModelOptions(
                encoder: start.encoder, tagLayer: variant.layer, decoder: variant.decoder,
                contexts: features.options)
            let parameters = try TrainableEntityModel.loadPretrained(
                SafetensorsFile(path: "\(start.folder)/model.safetensors"), options: options, seed: 3)
            var generator = SeededGenerator(seed: 22)
            for place in 0..<parameters.count {
                // As the folder will have them.
                let number = parameters.pointer[place] + Float.random(in: -0.3...0.3, using: &generator)
                parameters.pointer[place] = Float(Float16(number))
            }
            model = TrainableEntityModel(options: options, parameters: parameters)
            try balance()
            let writer = ModelFolder(
                path: folder.path("model"), configuration: configuration, start: start, features: features)
            try writer.write(model, scores: .init(step: 1, values: []), names: [], steps: 1)
        }

        /// Shifts the head's bias so that no label prevails over all words.
        private func balance() throws {
            let sentences = FeatureVariantTests.sentences(long: false)
            let rows = try corpora.flatMap { try reference(sentences, corpus: $0).logits }
            let bias = model.parameters["classifier.bias"]
            for label in 0..<3 {
                let mean = rows.reduce(0) { $0 + $1[label] } / Float(rows.count)
                bias[label] = Float(Float16(bias[label] - mean))
            }
        }

        /// What the trainer says of sentences under a corpus' tag: labels, and logits in the order B, I, O, a row a
        /// word.
        func reference(
            _ sentences: [([String], WordSyntax)], corpus: CorpusDefinition
        ) throws -> (labels: [[Int32]], logits: [[Float]]) {
            let tags = try #require(TagNumbers(scheme.pairs(of: corpus), in: start.tokenizer.vocabulary))
            let builder = SequenceBuilder(tokenizer: start.tokenizer, maximum: start.encoder.maximumPositions)
            let workspace = TrainingWorkspace(model.options)
            var labels: [[Int32]] = []
            var logits: [[Float]] = []
            for (words, syntax) in sentences {
                let contexts = SyntacticContexts(features.context, of: syntax)
                let windows = builder.sequences(
                    of: .init(words: words, labels: words.map { _ in .outside }), tags: tags,
                    contexts: ContextNumbers(contexts, words: words, labels: features.labels, keys: features.words))
                labels.append(model.predict(windows, workspace: workspace).flatMap { $0 })
                for word in words.indices { logits.append(Array(workspace.logits.view[word])) }
            }
            return (labels, logits)
        }
    }

    /// Sentences of a few words, and one that needs several windows.
    private static func sentences(long: Bool) -> [([String], WordSyntax)] {
        var random = RandomSyntax(seed: 12), generator = SeededGenerator(seed: 5)
        let counts = (0..<8).map { _ in Int.random(in: 1...9, using: &generator) } + (long ? [80] : [])
        return counts.map { (random.words($0), random.syntax($0)) }
    }

    @Test("a folder gives the labels and the logits of the model that wrote it", arguments: variants)
    func equal(variant: Variant) throws {
        let exported = try Exported(variant), model = try EntityModel(folder: exported.folder.path("model"))
        #expect(model.features == exported.features)
        // A field that the trainer ends at every window is run over the whole sentence here.
        let sentences = Self.sentences(long: variant.decoder == .softmax)
        let contents = sentences.map { words, syntax in
            ContextualSentence(
                subwords: SubwordSentence(words: words, tokenizer: model.tokenizer),
                contexts: model.features?.contexts(of: syntax, words: words))
        }
        var seen: Set<BIOLabel> = []
        for (tag, corpus) in zip(model.tags, exported.corpora) {
            let expected = try exported.reference(sentences, corpus: corpus)
            let found = TagPairClassifier(model: model, batchTokens: 64).logits(of: contents, tags: [tag])
            for (word, row) in zip(found.joined(), expected.logits) {
                for (one, other) in zip([word.begin, word.inside, word.outside], row) {
                    #expect(abs(one - other) < 1e-4)
                }
            }
            #expect(found.joined().count == expected.logits.count)
            let labels = try EntityEvaluator(model: model, tag: tag.name).labels(
                of: sentences.map(\.0), syntax: sentences.map(\.1))
            #expect(labels == expected.labels.map { $0.map { SequenceBuilder.labels[Int($0)] } })
            seen.formUnion(labels.joined())
        }
        #expect(seen.count == 3, "a model of chance gives every label")
    }

    @Test("contexts have a say in the labels", arguments: ContextModule.allCases)
    func matter(module: ContextModule) throws {
        let exported = try Exported(Variant(module: module, context: .dep))
        let sentences = Self.sentences(long: false)
        var random = RandomSyntax(seed: 99)
        let others = sentences.map { ($0.0, random.syntax($0.0.count)) }
        let one = try exported.reference(sentences, corpus: exported.corpora[0]).logits
        let other = try exported.reference(others, corpus: exported.corpora[0]).logits
        let differences = zip(one, other).map { zip($0, $1).map { abs($0 - $1) }.max() ?? 0 }
        #expect(differences.count { $0 > 1e-3 } > differences.count / 4)
    }

    @Test("a folder starts a run with the numbers that it holds, in the trainer's order of labels")
    func continued() throws {
        for module in ContextModule.allCases {
            let exported = try Exported(Variant(module: module, context: .pos))
            let start = try StartingModel(folder: exported.folder.path("model"), adding: [])
            #expect(start.features == exported.features)
            let read = try TrainableEntityModel.loadPretrained(
                SafetensorsFile(path: exported.folder.path("model/model.safetensors")), options: exported.model.options,
                seed: 8, headRows: start.headRows())
            for index in read.parameters.indices {
                #expect(Array(read[index]) == Array(exported.model.parameters[index]), "\(read.parameters[index].name)")
            }
        }
    }
}
