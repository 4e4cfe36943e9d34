import Foundation
import Scoring
import TestSupport
import Testing
import WordPieces

@testable import Entities

@Suite("Modules that mix contexts into words")
struct ContextModuleTests {
    static let labels: [ContextFeature: [String]] = [
        .pos: ["NN", "JJ", "IN"], .syn: ["NP", "VP", "PP", "none"], .dep: ["root", "amod", "nmod:poss", "dep"],
    ]

    /// A model whose tags join at a layer.
    static func model(
        _ module: ContextModule, _ context: ContextFeature, tagLayer: Int = 0, decoder: String = "softmax"
    ) throws -> (files: FeatureModel, model: EntityModel) {
        let files = try FeatureModel(
            module: module.rawValue, context: context.rawValue, labels: labels[context] ?? [],
            section: { section in
                section["tag_layer"] = tagLayer
                section["decoder"] = decoder
            })
        return (files, try EntityModel(folder: files.folder.url.path))
    }

    /// A random sentence with random syntax.
    struct Sample {
        var words: [String]
        var syntax: WordSyntax

        init(_ count: Int, using generator: inout SeededGenerator) {
            words = (0..<count).map { _ in
                String(EntityTaggerTests.words.randomElement(using: &generator) ?? "the")
            }
            syntax = WordSyntax.random(count, using: &generator)
        }

        func content(for model: EntityModel) -> ContextualSentence {
            ContextualSentence(
                subwords: SubwordSentence(words: words, tokenizer: model.tokenizer),
                contexts: model.features?.contexts(of: syntax, words: words))
        }
    }

    /// Fails where folded and unfolded logits differ by more than 1e-5 of their size.
    func compare(
        _ found: [LabelLogits], _ expected: [[Double]], location: SourceLocation = #_sourceLocation
    ) {
        #expect(found.count == expected.count, sourceLocation: location)
        for (word, row) in zip(found, expected) {
            for (number, reference) in zip([word.begin, word.inside, word.outside], row) {
                #expect(abs(Double(number) - reference) < 1e-5 * max(1, abs(reference)), sourceLocation: location)
            }
        }
    }

    @Test(
        "Folded and unfolded give the same logits: several tags at once, early and late, one window and several",
        arguments: ContextModule.allCases, ContextFeature.allCases)
    func folded(module: ContextModule, context: ContextFeature) throws {
        for tagLayer in [0, 1] {
            let (files, model) = try Self.model(module, context, tagLayer: tagLayer)
            let reference = ModuleReference(model: model, tensors: files.tensors)
            var generator = SeededGenerator(seed: 74)
            let samples = [1, 2, 7, 20, 60, 110].map { Sample($0, using: &generator) }
            #expect(samples.contains { SubwordSentence(words: $0.words, tokenizer: model.tokenizer).ids.count > 80 })
            let classifier = TagPairClassifier(model: model, batchTokens: 64)
            let logits = classifier.logits(of: samples.map { $0.content(for: model) }, tags: model.tags)
            for (number, sample) in samples.enumerated() {
                let contexts = SyntacticContexts(context, of: sample.syntax)
                for (place, tag) in model.tags.enumerated() {
                    let expected = try reference.logits(of: sample.words, contexts: contexts, tag: tag)
                    compare(logits[number * model.tags.count + place], expected)
                }
            }
        }
    }

    @Test("The logits do not depend on the batch", arguments: ContextModule.allCases)
    func batches(module: ContextModule) throws {
        let (_, model) = try Self.model(module, .syn, tagLayer: 1)
        var generator = SeededGenerator(seed: 75)
        let contents = [3, 9, 45, 12, 1].map { Sample($0, using: &generator).content(for: model) }
        let together = TagPairClassifier(model: model, batchTokens: 4096).logits(of: contents, tags: model.tags)
        for size in [1, 70] {
            let classifier = TagPairClassifier(model: model, batchTokens: size)
            let logits = classifier.logits(of: contents, tags: model.tags)
            for (found, expected) in zip(logits, together) {
                compare(found, expected.map { [Double($0.begin), Double($0.inside), Double($0.outside)] })
            }
        }
    }

    @Test("Contexts and labels count: other syntax gives other logits", arguments: ContextModule.allCases)
    func sensitivity(module: ContextModule) throws {
        let (_, model) = try Self.model(module, .dep)
        let words = ["the", "gene", "of", "mice"]
        func logits(_ heads: [Int], _ relations: [String]) -> [LabelLogits] {
            let syntax = WordSyntax(wordCount: 4, heads: heads, relations: relations)
            let content = ContextualSentence(
                subwords: SubwordSentence(words: words, tokenizer: model.tokenizer),
                contexts: model.features?.contexts(of: syntax, words: words))
            return TagPairClassifier(model: model, batchTokens: 64).logits(of: [content], tags: [model.tags[0]])[0]
        }
        let first = logits([2, 0, 2, 3], ["amod", "root", "dep", "dep"])
        #expect(first == logits([2, 0, 2, 3], ["amod", "root", "dep", "dep"]))
        let relabelled = logits([2, 0, 2, 3], ["dep", "root", "dep", "dep"])
        #expect(first[0] != relabelled[0] && first[1] != relabelled[1], "of the word and its governor")
        #expect(first[3] == relabelled[3], "a word whose contexts are the same keeps its logits")
        let moved = logits([2, 0, 2, 2], ["amod", "root", "dep", "dep"])
        #expect(first[3] != moved[3] && first[0] == moved[0])
        #expect(
            logits([2, 0, 2, 3], ["amod", "root", "dep", "x"]) == logits([2, 0, 2, 3], ["amod", "root", "dep", "y"]),
            "labels that the model does not know are one")
    }

    @Test("Words without contexts are read by their states alone", arguments: ContextModule.allCases)
    func emptyContexts(module: ContextModule) throws {
        let (files, model) = try Self.model(module, .dep)
        let features = try #require(model.features)
        let words = ["the", "gene", "of"]
        let contexts = SyntacticContexts([[], [0, 1], []], labels: ["amod", "root", "dep"])
        let content = ContextualSentence(
            subwords: SubwordSentence(words: words, tokenizer: model.tokenizer),
            contexts: ContextNumbers(contexts, words: words, labels: features.labels, keys: features.words))
        let found = TagPairClassifier(model: model, batchTokens: 64).logits(of: [content], tags: [model.tags[1]])[0]
        let expected = try ModuleReference(model: model, tensors: files.tensors)
            .logits(of: words, contexts: contexts, tag: model.tags[1])
        compare(found, expected)
        #expect(!found.contains { $0.begin.isNaN })
    }

    @Test("A random field reads the same logits", arguments: ContextModule.allCases)
    func field(module: ContextModule) throws {
        let (files, plain) = try Self.model(module, .pos)
        let (_, model) = try Self.model(module, .pos, decoder: "crf")
        var generator = SeededGenerator(seed: 76)
        let samples = (0..<40).map { _ in Sample(12, using: &generator) }
        let evaluator = try EntityEvaluator(model: model, tag: "Genes")
        let labels = evaluator.labels(of: samples.map(\.words), syntax: samples.map(\.syntax), workers: 2)
        let reference = ModuleReference(model: plain, tensors: files.tensors)
        for (sample, found) in zip(samples, labels) {
            let rows = try reference.logits(
                of: sample.words, contexts: SyntacticContexts(.pos, of: sample.syntax), tag: model.tags[0])
            let words = rows.map { LabelLogits(begin: Float($0[0]), inside: Float($0[1]), outside: Float($0[2])) }
            #expect(model.decoder.labels(of: words) == found)
        }
        #expect(Set(labels.joined()).count > 1)
        let softmax = try EntityEvaluator(model: plain, tag: "Genes")
            .labels(of: samples.map(\.words), syntax: samples.map(\.syntax))
        #expect(softmax != labels, "the field decides otherwise somewhere")
    }
}
