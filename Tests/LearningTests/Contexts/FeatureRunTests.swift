import Documents
import Entities
import Foundation
import Scoring
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Training runs with contexts")
struct FeatureRunTests {
    private static let kinds: [(ContextModule, ContextFeature)] = ContextModule.allCases.flatMap { module in
        ContextFeature.allCases.map { (module, $0) }
    }

    @Test(
        "every module over every feature trains, scores and is written; evaluation gives the scores", arguments: kinds)
    func trained(module: ContextModule, context: ContextFeature) throws {
        var tiny = try TinyFeatureTraining(module, context)
        tiny.configuration.schedule.epochs = 15
        tiny.configuration.schedule.batchTokens = 64
        tiny.configuration.optimizer.learningRate = 1e-2
        tiny.configuration.model.dropout = 0
        tiny.configuration.model.weights = .float32
        let summary = try tiny.run(to: "out").summary
        #expect(summary.f1.allSatisfy { $0 > 10 }, "\(summary.f1)")
        #expect(try tiny.log("out").compactMap { $0["loss"] as? Double }.allSatisfy(\.isFinite))
        let start = try #require(try tiny.log("out").first)
        #expect(start["files_parsed"] as? Int == 4 && start["parses_read"] as? Int == 0)
        #expect(start["context_labels"] as? Int ?? 0 > 1)
        let card = try String(decoding: tiny.bytes("out/model/README.md"), as: UTF8.self)
        #expect(card.contains("| features | \(module.rawValue) over \(context.rawValue), labels of"))

        let model = try EntityModel(folder: tiny.folder.path("out/model"))
        #expect(model.features?.module == module && model.features?.context == context)
        #expect(model.features?.labelSize == (module == .cfa ? 5 : 16))
        #expect((model.features?.words?.count ?? 0) == (module.hasKeys ? 7 : 0))
        for (corpus, f1) in zip(tiny.configuration.corpora, summary.f1) {
            let devel = try BIOCorpus(path: tiny.folder.path("\(corpus.name)/devel.tsv"))
            let syntax = try tiny.syntax("\(corpus.name)/devel.tsv")
            let score = try EntityEvaluator(model: model, tag: corpus.name).score(devel, syntax: syntax)
            #expect(abs(score.f1 - f1) < 1e-9)
        }
    }

    @Test(
        "a run in parts gives the bytes of a run in one, on any number of threads", arguments: ContextModule.allCases)
    func resumed(module: ContextModule) throws {
        let tiny = try TinyFeatureTraining(module)
        _ = try tiny.run(to: "whole").summary
        var outcome = try tiny.run(to: "parts", jobs: 2, pauseAfter: 7)
        var parts = 1
        while case .stopped = outcome {
            outcome = try tiny.run(to: "parts", jobs: parts % 3 + 1, resume: true, pauseAfter: 7)
            parts += 1
        }
        #expect(parts > 2)
        for file in ["checkpoint", "model/model.safetensors", "model/config.json"] {
            #expect(try tiny.bytes("whole/\(file)") == tiny.bytes("parts/\(file)"), "\(file)")
        }
        let parses = try ["whole", "parts"].map { run in
            try tiny.bytes(tiny.parseFile("Digits-devel.tsv", in: "\(run)/parses"))
        }
        #expect(parses[0] == parses[1])
        // Other contexts, or another parser, are another run.
        var other = tiny
        other.configuration.features?.minimumCount = 6
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "whole", resume: true) }.kind == .otherRun)
        other = tiny
        other.configuration.syntax = try tiny.otherSyntaxModel()
        #expect(try #require(throws: TrainingError.self) { try other.run(to: "whole", resume: true) }.kind == .otherRun)
    }

    @Test("a run without features has the digest that it had before there were any")
    func digest() throws {
        let plain = try TinyFeatureTraining().withoutFeatures.configuration
        #expect(!plain.canonical.contains("features") && !plain.canonical.contains("syntax"))
        var moved = try TinyFeatureTraining().configuration
        let canonical = moved.canonical
        moved.syntax = "elsewhere"
        #expect(moved.canonical == canonical)
        moved.features?.labelSize = 6
        #expect(moved.canonical != canonical)
    }

    @Test(
        "from a model without features it begins as that model, whatever is mixed in", arguments: ContextModule.allCases
    )
    func freshly(module: ContextModule) throws {
        var tiny = try TinyFeatureTraining(module)
        let plain = tiny.withoutFeatures
        _ = try plain.run(to: "plain").summary
        tiny.configuration.initialise = tiny.folder.path("plain/model")
        var before = plain
        before.configuration.initialise = tiny.folder.path("plain/model")
        let old = try PreparedRun(before.configuration, .init(data: tiny.folder.url.path))
        let new = try tiny.prepared()
        let sequences = Array(new.data.sequences.prefix(20))
        #expect(zip(sequences, old.data.sequences).allSatisfy { $0.ids == $1.ids })
        let workspace = new.trainer.model.makeWorkspace(), other = old.trainer.model.makeWorkspace()
        _ = new.trainer.model.predict(sequences, workspace: workspace)
        _ = old.trainer.model.predict(Array(old.data.sequences.prefix(20)), workspace: other)
        let words = sequences.reduce(0) { $0 + $1.labelled.count }
        for word in 0..<words {
            for label in 0..<3 { #expect(abs(workspace.logits[word, label] - other.logits[word, label]) < 1e-5) }
        }
        // What is mixed in is no zero, so that it can be learnt.
        let mixed = workspace.wordStates.columns(module.columns(hidden: 16).mixed)
        #expect(mixed[0].contains { abs($0) > 1e-3 })
        #expect(try tiny.run(to: "out").summary.steps > 0)
    }

    @Test("from a model with features it keeps them, asked or not; others are refused")
    func kept() throws {
        var tiny = try TinyFeatureTraining(.kvmn, .pos)
        _ = try tiny.run(to: "first").summary
        tiny.configuration.initialise = tiny.folder.path("first/model")
        let first = try EntityModel(folder: tiny.folder.path("first/model")).features
        // Corpora of other words: labels and words are those of the model all the same.
        _ = try tiny.folder.write(Array("zz\tB\nb\tO\n".utf8), to: "Letters/train.tsv")
        for features in [tiny.configuration.features, nil] {
            tiny.configuration.features = features
            let prepared = try tiny.prepared()
            #expect(prepared.features == first)
            let file = try SafetensorsFile(path: tiny.folder.path("first/model/model.safetensors"))
            for name in ["kvmn.keys.weight", "kvmn.values.weight", "classifier.weight"] {
                #expect(Array(prepared.trainer.parameters[name]) == (try file.numbers(name)), "\(name)")
            }
        }
        for other in [(ContextModule.cfa, ContextFeature.pos), (.kvmn, .dep)] {
            tiny.configuration.features = .init(module: other.0, context: other.1)
            let error = try #require(throws: TrainingError.self) { try tiny.prepared() }
            #expect(error.kind == .otherFeatures(found: "kvmn over pos, labels of 16 numbers"))
        }
    }

    @Test("a budget of sentences takes the contexts of the sentences that it takes")
    func budget() throws {
        var tiny = try TinyFeatureTraining(.cfa, .pos)
        tiny.configuration.sentences = 7
        tiny.configuration.schedule.maximumSubwords = 40
        let few = try tiny.prepared()
        tiny.configuration.sentences = nil
        let all = try tiny.prepared()
        #expect(few.data.sequences.count == 14)
        // The labels' numbers may differ; what stands next to what does not.
        let known = all.data.sequences.map { [$0.ids, $0.contexts?.words ?? [], $0.contexts?.positions ?? []] }
        for sequence in few.data.sequences {
            #expect(known.contains([sequence.ids, sequence.contexts?.words ?? [], sequence.contexts?.positions ?? []]))
        }
    }

    @Test("rare labels are <other>")
    func labels() throws {
        var tiny = try TinyFeatureTraining(.cfa, .dep)
        tiny.configuration.features?.minimumCount = 1
        let all = try tiny.prepared()
        let syntax = try tiny.syntax("Letters/train.tsv") + tiny.syntax("Digits/train.tsv")
        var counts: [String: Int] = [:]
        for relation in syntax.flatMap(\.relations) { counts[relation, default: 0] += 1 }
        let allLabels = try #require(all.features?.labels.names)
        #expect(allLabels == [ContextLabels.other] + counts.keys.sorted())
        let least = try #require(counts.values.sorted().dropFirst().first) + 1
        tiny.configuration.features?.minimumCount = least
        let some = try tiny.prepared()
        #expect(
            some.features?.labels.names == [ContextLabels.other] + counts.filter { $0.value >= least }.keys.sorted())
        #expect((some.features?.labels.count ?? 0) < allLabels.count)
        #expect(some.data.sequences.contains { $0.contexts?.labels.contains(0) == true })
        #expect(!all.data.sequences.contains { $0.contexts?.labels.contains(0) == true })
    }
}
