// Measures the encoder on one and on two threads, beside the machine's own rate of matrix products.
//
//     encoder-benchmark MODEL_FOLDER [--sentences N] [--tokens N] [--runs N]
//
// `peers/onnx_encoder.py` measures ONNX Runtime with the same weights and sentences.

import Dispatch
import Encoder
import Foundation
import Machine
import Tensors

OpenBLASKernel.selectBest()
try OpenBLASKernel.verify()

let arguments = CommandLine.arguments
guard arguments.count > 1, !arguments[1].hasPrefix("-") else {
    print("usage: encoder-benchmark MODEL_FOLDER [--sentences N] [--tokens N] [--runs N]")
    exit(64)
}
func option(_ name: String, otherwise: Int) -> Int {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return otherwise }
    return Int(arguments[place + 1]) ?? otherwise
}
func line(_ name: String, _ text: String) {
    print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
}

let folder = arguments[1]
let configuration = try EncoderConfiguration(path: folder + "/config.json")
let encoder = try Encoder(weights: SafetensorsFile(path: folder + "/model.safetensors"), configuration: configuration)
let tokens = option("--tokens", otherwise: 512), runs = option("--runs", otherwise: 5)
let sentences = Sentences(
    count: option("--sentences", otherwise: 200), vocabulary: configuration.vocabularySize)
let batches = sentences.batches(tokens: tokens)
line("kernels", OpenBLASKernel.description)
line(
    "sentences",
    "\(sentences.ids.count) of \(sentences.tokenCount) sub-words in \(batches.count) batches of <= \(tokens)")

let peak = Peak(configuration, tokens: tokens)
for row in peak.rows {
    line(
        "sgemm \(row.m) x \(row.n) x \(row.k)",
        String(format: "OpenBLAS %5.1f GFLOP/s, own %5.1f GFLOP/s", row.openBLAS / 1e9, row.own / 1e9))
}

let operations = sentences.ids.reduce(0.0) {
    $0 + Double($1.count * configuration.operations(perTokenOf: $1.count))
}
let workspace = EncoderWorkspace(configuration, tokens: tokens)
var checksum: Float = 0
let seconds = leastSeconds(runs: runs, repeats: 1) {
    for batch in batches {
        guard let states = try? encoder.encode(batch, workspace: workspace) else { fatalError("a batch was refused") }
        checksum += states[0, 0]
    }
}
line("one thread", String(format: "%.0f sub-words/s", Double(sentences.tokenCount) / seconds))
line(
    "share of OpenBLAS's best rate",
    String(
        format: "%.1f%% (%.1f of %.1f GFLOP/s)", 100 * operations / seconds / peak.openBLAS, operations / seconds / 1e9,
        peak.openBLAS / 1e9))

var together = Double.infinity
for _ in 0..<runs {
    let start = wallSeconds()
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
        let workspace = EncoderWorkspace(configuration, tokens: tokens)
        for index in stride(from: worker, to: batches.count, by: 2) {
            guard (try? encoder.encode(batches[index], workspace: workspace)) != nil else {
                fatalError("a batch was refused")
            }
        }
    }
    together = min(together, wallSeconds() - start)
}
line("two threads", String(format: "%.0f sub-words/s (wall clock)", Double(sentences.tokenCount) / together))

let middle = batches[batches.count / 2]
let parts = Parts(configuration, batch: middle)
let all = parts.rows.reduce(0) { $0 + $1.seconds }
for part in parts.rows {
    line(
        part.name,
        String(
            format: "%6.2f ms a batch, %4.1f%%, %5.1f GFLOP/s", part.seconds * 1e3, 100 * part.seconds / all,
            part.operations / part.seconds / 1e9))
}
