import Configuration
import Documents
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Training files")
struct TrainingConfigurationTests {
    private static let corpora = "corpora: [{name: X, type: Gene}]"

    @Test("pipelines/training/entities.yaml gives the defaults for the seven corpora")
    func standard() throws {
        let root = Fixtures.root
        let file = root.appendingPathComponent("pipelines/training/entities.yaml").path
        let found = try TrainingConfiguration(contentsOf: file)
        var expected = TrainingConfiguration(
            name: "syntag-entities-minilm-l6", initialise: root.appendingPathComponent("initial/minilm-l6").path,
            corpora: found.corpora)
        expected.data = root.deletingLastPathComponent().appendingPathComponent("shared/data/ner").path
        #expect(found == expected)
        #expect(found.corpora.count == 7)
        #expect(found.corpora.map(\.train).allSatisfy { $0.count == 1 })
        let single = root.appendingPathComponent("pipelines/training/single-task.yaml").path
        #expect(try TrainingConfiguration(contentsOf: single).tags.naming == .none)
    }

    @Test("every option is read")
    func options() throws {
        let found = try TrainingConfiguration(
            yaml: """
                name: mine
                initialise: start
                data: texts
                sentences: 7
                corpora:
                  - {name: X, type: Chemical, train: [a.tsv, b.tsv], devel: none, weight: 0.5}
                tags: {naming: both, closing: false, layer: 2}
                vocabulary: {additions: 100, minimum_count: 2, texts: [one.txt, two.txt]}
                model: {decoder: softmax, dropout: 0.2, label_smoothing: 0.05, weights: int8}
                optimizer: {learning_rate: 1e-3, warmup: 0.2, beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weight_decay: 0.1,
                  clip: 2, layer_decay: 0.9, head_factor: 3, tag_factor: 4, average: 0}
                schedule: {epochs: 2, batch_tokens: 512, accumulate: 3, micro_tokens: 256, shards: 4, max_subwords: 64,
                  seed: 9, steps: 11}
                evaluation: {per_epoch: 2, sentences: 5, checkpoint_steps: 6, log_steps: 3}
                """, file: "mine.yaml")
        var expected = TrainingConfiguration(
            name: "mine", initialise: "start",
            corpora: [.init(name: "X", type: .chemical, train: ["a.tsv", "b.tsv"], devel: nil, weight: 0.5)])
        expected.data = "texts"
        expected.sentences = 7
        expected.tags = TagScheme(naming: .both, closing: false)
        expected.tagLayer = 2
        expected.vocabulary = .init(additions: 100)
        expected.vocabulary?.minimumCount = 2
        expected.vocabulary?.texts = ["one.txt", "two.txt"]
        expected.model = .init(decoder: .softmax, dropout: 0.2, labelSmoothing: 0.05, weights: .int8)
        expected.optimizer.learningRate = 1e-3
        expected.optimizer.warmup = 0.2
        expected.optimizer.options = AdamWOptions(
            beta1: 0.8, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1, clip: 2, layerDecay: 0.9, headFactor: 3,
            tagFactor: 4)
        expected.optimizer.average = nil
        expected.schedule = .init(
            epochs: 2, batchTokens: 512, accumulate: 3, microTokens: 256, shards: 4, maximumSubwords: 64, seed: 9,
            steps: 11)
        expected.evaluation = .init(perEpoch: 2, sentences: 5, checkpointSteps: 6, logSteps: 3)
        #expect(found == expected)
        #expect(found.canonical != TrainingConfiguration(name: "mine", initialise: "", corpora: []).canonical)
    }

    @Test("the digest's text leaves out what does not change the result")
    func canonical() {
        let first = TrainingConfiguration(name: "a", initialise: "x", corpora: [])
        var second = first
        second.initialise = "elsewhere"
        second.data = "there"
        second.evaluation.checkpointSteps = 1
        second.evaluation.logSteps = 1
        second.model.weights = .int8
        #expect(first.canonical == second.canonical)
        // No words to add: the text of a time when none could be added.
        #expect(!first.canonical.contains("vocabulary"))
        second.vocabulary = .init(additions: 2)
        #expect(first.canonical != second.canonical)
        second = first
        second.schedule.seed = 2
        #expect(first.canonical != second.canonical)
        var named = first
        named.name = "b\n- weights: c"
        #expect(first.canonical != named.canonical)
    }

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: "", line: nil, words: ["empty", "entities.yaml"]),
        DefinitionFault(yaml: "name: a", line: 1, words: ["no `initialise`"]),
        DefinitionFault(yaml: "name: a\ninitialise: b", line: 1, words: ["no `corpora`"]),
        DefinitionFault(yaml: "name: a\ninitialise: b\ncorpora: []", line: 3, words: ["`corpora`", "list"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\ncorpora:\n  - {name: X}", line: 4, words: ["no `type`", "`Gene`"]),
        DefinitionFault(yaml: "name: a\ninitialise: b\ncorpora:\n  - {type: Gene}", line: 4, words: ["no `name`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\ncorpora:\n  - {name: X, type: gene}", line: 4,
            words: ["`gene`", "`Gene`, `Disease`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\ncorpora:\n  - {name: X, type: Gene}\n  - {name: X, type: Gene}", line: 5,
            words: ["X", "again"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\ncorpora:\n  - {name: X, type: Gene, test: y}", line: 4,
            words: ["`test`", "`train`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\ntags: {naming: dataset}", line: 4,
            words: ["`dataset`", "`none`, `corpus`, `type`, `both`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\ntags: {closing: no}", line: 4, words: ["`closing`", "`false`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nmodel:\n  dropout: 1", line: 5,
            words: ["`dropout`", "0.0 to 0.9"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nmodel: {decoder: crf, label_smoothing: 0.1}", line: 4,
            words: ["label_smoothing", "crf"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nmodel: {weights: int4}", line: 4,
            words: ["`int4`", "`float16`", "`int8`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\noptimizer:\n  learning_rate: fast", line: 5,
            words: ["`learning_rate`", "`fast`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\noptimizer: {lr: 1e-3}", line: 4,
            words: ["`lr`", "`learning_rate`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nschedule: {epochs: 0}", line: 4,
            words: ["`epochs`", "1 to 1000"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nevaluation: [1]", line: 4, words: ["`evaluation`", "options"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nepochs: 3", line: 4, words: ["`epochs`", "`schedule`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nvocabulary: {minimum_count: 3}", line: 4,
            words: ["no `additions`"]),
        DefinitionFault(
            yaml: "name: a\ninitialise: b\n\(corpora)\nvocabulary:\n  additions: many", line: 5,
            words: ["`additions`", "`many`", "0 to 1000000"]),
    ]

    @Test("bad files are refused with line and remedy", arguments: faults)
    func refused(fault: DefinitionFault) {
        let complaints = fault.complaints { (yaml, file) throws(DefinitionError) in
            try TrainingConfiguration(yaml: yaml, file: file)
        }
        #expect(complaints == [])
    }
}
