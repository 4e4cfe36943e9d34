import Encoder
import Foundation
import Scoring
import Tensors
import TestSupport
import WordPieces

@testable import Entities

/// The three modules straight from their equations (model.md, section 4), unfolded and in double precision.
struct ModuleReference {
    let model: EntityModel
    let tensors: [String: Weights]

    /// The numbers of a row of a tensor.
    private func row(_ name: String, _ row: Int) -> [Double] {
        guard let tensor = tensors[name] else { preconditionFailure("no tensor \(name)") }
        let columns = tensor.shape.last ?? 0
        return tensor.numbers[row * columns..<(row + 1) * columns].map(Double.init)
    }

    private func bias(_ name: String) -> [Double] { tensors[name].map { $0.numbers.map(Double.init) } ?? [] }

    private func product(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// W x + b.
    private func layer(_ name: String, _ input: [Double]) -> [Double] {
        bias("\(name).bias").enumerated().map { $1 + product(row("\(name).weight", $0), input) }
    }

    /// sum_j softmax_j(scale h . key_j) value_j; zeros without any.
    private func attention(_ state: [Double], keys: [[Double]], values: [[Double]], scale: Double) -> [Double] {
        let scores = keys.map { scale * product(state, $0) }
        let most = scores.max() ?? 0
        let powers = scores.map { exp($0 - most) }
        let total = powers.reduce(0, +)
        return state.indices.map { place in
            zip(powers, values).reduce(0) { $0 + $1.0 / total * $1.1[place] }
        }
    }

    /// o_i of a word from the states of its window's words.
    private func output(
        of word: Int, states: [Int: [Double]], contexts: SyntacticContexts, words: [String], _ features: EntityFeatures
    ) -> [Double] {
        guard let own = states[word] else { preconditionFailure("the word is not in its window") }
        let inside = contexts.contextWords(of: word).map { Int($0) }.filter { states[$0] != nil }
        let labels = inside.map { Int(features.labels.number(of: contexts.labels[$0])) }
        let neighbours = inside.compactMap { states[$0] }
        switch features.module {
        case .cfa:
            let combined = zip(neighbours, labels).map { state, label in
                layer("cfa.combine", state + row("cfa.label_embeddings.weight", label))
            }
            return attention(own, keys: combined, values: combined, scale: 1 / Double(own.count).squareRoot()) + own
        case .twa:
            let embedded = labels.map { row("twa.label_embeddings.weight", $0) }
            let keys = inside.map { row("twa.keys.weight", Int(features.words?.number(of: words[$0]) ?? 0)) }
            return own + attention(own, keys: keys, values: keys, scale: 1)
                + attention(own, keys: embedded, values: embedded, scale: 1)
        case .kvmn:
            let keys = inside.map { row("kvmn.keys.weight", Int(features.words?.number(of: words[$0]) ?? 0)) }
            return own
                + attention(own, keys: keys, values: labels.map { row("kvmn.values.weight", $0) }, scale: 1)
        }
    }

    /// The logits of a sentence's words under a tag, in the order B, I, O.
    func logits(of words: [String], contexts: SyntacticContexts, tag: EntityTag) throws -> [[Double]] {
        guard let features = model.features else { preconditionFailure("a model without features") }
        var logits = Array(repeating: [0.0, 0, 0], count: words.count)
        for (answered, states) in try WindowStates(words, tag: tag, model: model).windows {
            for word in answered {
                let output = output(of: word, states: states, contexts: contexts, words: words, features)
                // The rows of the tiny model's head are O, B, I.
                let rows = layer("classifier", output)
                logits[word] = [rows[1], rows[2], rows[0]]
            }
        }
        return logits
    }
}

/// The hidden states of a sentence's words, one window at a time.
private struct WindowStates {
    /// For each window the words that are read there, and the states of all its words.
    var windows: [(answered: Range<Int>, states: [Int: [Double]])] = []

    init(_ words: [String], tag: EntityTag, model: EntityModel) throws {
        let sentence = SubwordSentence(words: words, tokenizer: model.tokenizer)
        let plan = WindowPlan(wordLengths: sentence.wordLengths, room: model.room, overlap: model.room / 4)
        let tags = [tag.tokens.open, tag.tokens.close].compactMap { $0 }
        for window in plan.windows {
            let fed = window.words.map { Array(sentence.subwords(of: $0).prefix(model.room)) }
            let middle = fed.flatMap { $0 }
            let states =
                model.tagLayer == 0
                ? try Self.states(model, [tags[0]] + middle + [tags[1]])
                : try Self.lateStates(model, middle, tags: tags)
            var place = 2
            var found: [Int: [Double]] = [:]
            for (word, subwords) in zip(window.words, fed) {
                found[word] = states.view[place].map(Double.init)
                place += subwords.count
            }
            windows.append((window.answered, found))
        }
    }

    private static func copy(_ view: MatrixView) -> Matrix { Matrix((0..<view.rows).map { Array(view[$0]) }) }

    /// The states of `[CLS] middle [SEP]` after the last layer.
    private static func states(_ model: EntityModel, _ middle: [Int32]) throws -> Matrix {
        let batch = PackedBatch([[model.vocabulary.classification] + middle + [model.vocabulary.separator]])
        let workspace = EncoderWorkspace(model.encoderConfiguration)
        return copy(try model.encoder.encode(batch, workspace: workspace))
    }

    /// As `states`, with tags that join at the model's tag layer.
    private static func lateStates(_ model: EntityModel, _ middle: [Int32], tags: [Int32]) throws -> Matrix {
        let batch = PackedBatch([[model.vocabulary.classification] + middle + [model.vocabulary.separator]])
        let lower = EncoderWorkspace(model.encoderConfiguration), upper = EncoderWorkspace(model.encoderConfiguration)
        try model.encoder.embed(batch, workspace: lower)
        model.encoder.run(layers: 0..<model.tagLayer, workspace: lower)
        let count = lower.tokenCount
        upper.reshape(starts: [0, count + 2])
        for row in 0..<count {
            let target = row == 0 ? 0 : row == count - 1 ? count + 1 : row + 1
            _ = upper.hidden[target].update(fromContentsOf: lower.hidden[row])
        }
        try model.encoder.embed(tags[0], position: 0, into: upper.hidden[1])
        try model.encoder.embed(tags[1], position: 0, into: upper.hidden[count])
        model.encoder.run(layers: model.tagLayer..<model.encoderConfiguration.layerCount, workspace: upper)
        return copy(upper.hidden)
    }
}
