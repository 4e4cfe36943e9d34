// Measures what the modules that mix syntax into words cost beside the tagging without: on one thread, by CPU time.
//
//     feature-benchmark MODEL_FOLDER [--sentences N] [--label-size N] [--layers N] [--runs N]
//
// The folder holds an entity model that reads no syntax. Parsing is not part of it: see syntax-benchmark. On a machine
// that others use too, the modules cost less than two runs differ by; `--layers 1` takes most of the encoder away, so
// that their microseconds show.

import Encoder
import Entities
import Foundation
import Machine
import Tensors
import WordPieces

OpenBLASKernel.selectBest()
try OpenBLASKernel.verify()

let arguments = CommandLine.arguments
guard arguments.count > 1, !arguments[1].hasPrefix("-") else {
    print("usage: feature-benchmark MODEL_FOLDER [--sentences N] [--label-size N] [--layers N] [--runs N]")
    exit(64)
}
func option(_ name: String) -> Int? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return Int(arguments[place + 1])
}
func line(_ name: String, _ text: String) {
    print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
}

let given = try EntityModel(folder: arguments[1])
let entries = given.tokenizer.vocabulary.entries
let sentences = ParsedSentences(count: option("--sentences") ?? 150, vocabulary: entries)
let hidden = given.encoderConfiguration.hiddenSize
let features = try RandomFeatures(
    model: arguments[1], words: entries.filter { !$0.hasPrefix("##") },
    labelSize: option("--label-size") ?? hidden, layers: option("--layers"))
defer { features.remove() }
let plain = try features.plain()
line("kernels", OpenBLASKernel.description)
line("model", "\(plain.encoderConfiguration.layerCount) layers x \(hidden)")
line("sentences", "\(sentences.words.count) of \(sentences.words.reduce(0) { $0 + $1.count }) words")

/// The least CPU seconds that a model and the same model with a module take, run in turns as others use the machine
/// too.
func seconds(of model: EntityModel, beside other: EntityModel) throws -> (own: Double, other: Double) {
    let evaluators = try [model, other].map { try EntityEvaluator(model: $0, tag: $0.tags[0].name) }
    var least = [Double.infinity, Double.infinity]
    for _ in 0..<(option("--runs") ?? 5) {
        for (number, evaluator) in evaluators.enumerated() {
            let time = leastSeconds(runs: 1, repeats: 1) {
                _ = evaluator.labels(of: sentences.words, syntax: sentences.syntax)
            }
            least[number] = min(least[number], time)
        }
    }
    return (least[0], least[1])
}

for context in ContextFeature.allCases {
    line(context.rawValue, String(format: "%.1f contexts a word", sentences.contexts(context)))
    for module in ContextModule.allCases {
        let time = try seconds(of: features.model(module, context), beside: plain)
        let each = 1e6 / Double(sentences.words.count)
        line(
            "  " + module.rawValue,
            String(
                format: "%5.0f us a sentence beside %.0f us: %.1f%%", (time.own - time.other) * each,
                time.other * each, 100 * (time.own / time.other - 1)))
    }
}
