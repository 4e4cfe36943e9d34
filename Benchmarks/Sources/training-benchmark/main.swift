// Measures training steps of the MiniLM shape with random weights: forward, backward, reduction of the shards, AdamW.
//
//     training-benchmark [--tokens N] [--threads N] [--runs N] [--layers N] [--hidden N] [--heads N] [--crf] [--tag-layer N]
//
// `peers/torch_training.py` measures PyTorch on the same shape and batch.

import Dispatch
import Encoder
import Foundation
import Learning
import Tensors

OpenBLASKernel.selectBest()
let arguments = CommandLine.arguments
func option(_ name: String, otherwise: Int) -> Int {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return otherwise }
    return Int(arguments[place + 1]) ?? otherwise
}
let hidden = option("--hidden", otherwise: 384), threads = option("--threads", otherwise: 2)
let configuration = try EncoderConfiguration(
    hiddenSize: hidden, layerCount: option("--layers", otherwise: 6), headCount: option("--heads", otherwise: 12),
    intermediateSize: 4 * hidden, vocabularySize: 30_536)
let options = ModelOptions(
    encoder: configuration, tagLayer: option("--tag-layer", otherwise: 0),
    decoder: arguments.contains("--crf") ? .crf : .softmax)
let batch = Batch(
    tokens: option("--tokens", otherwise: 2048), vocabulary: configuration.vocabularySize, labels: options.labelCount)

let parameters = ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
for (index, parameter) in parameters.parameters.enumerated() {
    let numbers = parameters[index], isGain = parameter.name.hasSuffix("LayerNorm.weight")
    for place in numbers.indices { numbers[place] = isGain ? 1 : Float((place &* 2_654_435_761) % 1000 - 500) * 4e-5 }
}
let model = TrainableEntityModel(options: options, parameters: parameters)
let optimizer = AdamW(parameters: parameters, options: AdamWOptions())
nonisolated(unsafe) let gradients = (0..<threads).map { _ in GradientBuffer(layout: parameters) }
nonisolated(unsafe) let workspaces = (0..<threads).map { _ in TrainingWorkspace(options) }
nonisolated(unsafe) let results = UnsafeMutablePointer<StepResult>.allocate(capacity: threads)
results.initialize(repeating: StepResult(), count: threads)
let shards = batch.shards(threads)

var best = (passes: Double.infinity, refresh: 0.0, steps: 0.0, reduction: 0.0, busy: 0.0, whole: Double.infinity)
for run in 0..<option("--runs", otherwise: 5) {
    let start = wallSeconds(), busy = processSeconds()
    model.refresh(threads: threads)
    let refreshed = wallSeconds()
    DispatchQueue.concurrentPerform(iterations: threads) { shard in
        gradients[shard].reset()
        results[shard] = model.step(
            shards[shard], seed: UInt64(run * threads + shard), gradients: gradients[shard],
            workspace: workspaces[shard])
    }
    let stepped = wallSeconds()
    for other in gradients.dropFirst() { gradients[0].add(other) }
    let end = wallSeconds(), worked = processSeconds() - busy
    let words = (0..<threads).reduce(0) { $0 + results[$1].words }
    optimizer.step(parameters, gradients: gradients[0], scale: 1 / Float(words), rate: 5e-5, threads: threads)
    let whole = min(best.whole, wallSeconds() - start)
    if end - start < best.passes {
        best = (end - start, refreshed - start, stepped - refreshed, end - stepped, worked, whole)
    }
    best.whole = whole
}

let total = (0..<threads).reduce(StepResult()) { $0 + results[$1] }
var operations = 0.0
for sequence in batch.sequences {
    operations += 3 * Double(sequence.tokenCount * configuration.operations(perTokenOf: sequence.tokenCount))
    // What follows attention in the last layer is done for labelled words alone.
    let unread = sequence.tokenCount - sequence.labelled.count
    operations -= 3 * 2 * Double(unread * hidden * (hidden + 2 * configuration.intermediateSize))
}
line("batch", "\(batch.tokenCount) sub-words in \(batch.sequences.count) sequences, \(threads) threads")
line("loss", String(format: "%.4f", total.loss / Double(total.words)))
line("forward and backward", String(format: "%.0f sub-words/s", Double(batch.tokenCount) / best.passes))
line("with AdamW", String(format: "%.0f sub-words/s", Double(batch.tokenCount) / best.whole))
line("a second of CPU time", String(format: "%.0f sub-words", Double(batch.tokenCount) / best.busy))
line("rate", String(format: "%.1f GFLOP/s", operations / best.passes / 1e9))
line("laying out weights", String(format: "%.1f ms", best.refresh * 1e3))
line("the passes", String(format: "%.1f ms", best.steps * 1e3))
line("adding the shards", String(format: "%.1f ms", best.reduction * 1e3))
let peak = peakMegabytes()
let products = Products(
    configuration, tokens: batch.tokenCount, words: batch.sequences.reduce(0) { $0 + $1.labelled.count })
line(
    "matrix products",
    String(
        format: "%.0f%% of the CPU time (%.0f + %.0f + %.0f of %.0f ms)", 100 * products.seconds / best.busy,
        products.forward * 1e3, products.inputs * 1e3, products.weights * 1e3, best.busy * 1e3))
line("peak memory", String(format: "%.0f MB", peak))
