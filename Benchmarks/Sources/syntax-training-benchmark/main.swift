// Measures training steps of the syntax model on the MiniLM shape with random weights, and those of the encoder alone:
// what the heads and decoders cost. One thread; processor time, so that other work on the machine does not count.
//
//     syntax-training-benchmark [--tokens N] [--runs N] [--words N] [--layers N]

import Encoder
import Foundation
import Learning
import Syntax
import Tensors

OpenBLASKernel.selectBest()
let arguments = CommandLine.arguments
func option(_ name: String, otherwise: Int) -> Int {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return otherwise }
    return Int(arguments[place + 1]) ?? otherwise
}
func line(_ name: String, _ text: String) { print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text) }

/// Seconds of processor time of this thread.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let encoder = try EncoderConfiguration(
    hiddenSize: 384, layerCount: option("--layers", otherwise: 6), headCount: 12, intermediateSize: 1536,
    vocabularySize: 30_526)
// As many labels as GENIA and CRAFT have together.
let counts = SyntaxModelOptions.LabelCounts(xpos: 46, upos: 17, relations: 42, constituents: 92)
let treebank = RandomTreebank(counts: counts, vocabulary: encoder.vocabularySize)
let batch = treebank.sentences(
    tokens: option("--tokens", otherwise: 1024), words: option("--words", otherwise: 0))
let tokens = batch.reduce(0) { $0 + $1.tokenCount }, words = batch.reduce(0) { $0 + $1.wordCount }

/// The fastest of some steps of a model, in seconds of processor time.
func fastest<Model: TrainableModel>(_ model: Model, _ batch: [Model.Item]) -> Double {
    let gradients = GradientBuffer(layout: model.parameters), workspace = model.makeWorkspace()
    var best = Double.infinity
    for run in 0..<option("--runs", otherwise: 5) {
        gradients.reset()
        let start = seconds()
        _ = model.step(batch, seed: UInt64(run), gradients: gradients, workspace: workspace)
        best = min(best, seconds() - start)
    }
    return best
}

/// Random weights in the layout of a model.
func parameters(_ layout: [Parameter]) -> ParameterBuffer {
    let buffer = ParameterBuffer(parameters: layout)
    for (index, parameter) in buffer.parameters.enumerated() {
        let numbers = buffer[index], isGain = parameter.name.hasSuffix("LayerNorm.weight")
        for place in numbers.indices {
            numbers[place] = isGain ? 1 : Float((place &* 2_654_435_761) % 1000 - 500) * 4e-5
        }
    }
    return buffer
}

let options = SyntaxModelOptions(encoder: encoder, labels: counts)
let whole = fastest(
    TrainableSyntaxModel(options: options, parameters: parameters(ParameterLayout.parameters(of: options))), batch)
// The encoder alone, but for a head of two labels: all sub-words are read, as they are for the words' means.
let plain = ModelOptions(encoder: encoder, labelCount: 2)
let alone = fastest(
    TrainableEntityModel(options: plain, parameters: parameters(ParameterLayout.parameters(of: plain))),
    batch.map { sentence in
        TrainingSequence(
            ids: sentence.ids, open: sentence.open, close: sentence.close,
            labelled: (1..<Int32(sentence.ids.count - 1)).map { .init(position: $0, label: 0) })
    })
line("batch", "\(tokens) sub-words, \(words) words in \(batch.count) sentences")
line("a second of processor time", String(format: "%.0f sub-words", Double(tokens) / whole))
line("the encoder alone", String(format: "%.0f sub-words", Double(tokens) / alone))
line("heads and decoders cost", String(format: "%.1f%% of the encoder", 100 * (whole / alone - 1)))
