// Measures the parser on one and on two threads, and how its time divides into encoder, heads and decoders.
//
//     syntax-benchmark MODEL_FOLDER [--treebank FILE.conllu] [--layers N] [--sentences N] [--words N] [--batch N] [--runs N]
//
// The folder holds a syntax model, or any model with a BERT encoder, which then gets heads of random numbers. The
// sentences are the first of the treebank, or made up. peers/spacy_parser.py parses the same treebank.

import Encoder
import Foundation
import Machine
import Syntax
import Tensors
import Treebanks
import WordPieces

OpenBLASKernel.selectBest()
try OpenBLASKernel.verify()

let arguments = CommandLine.arguments
guard arguments.count > 1, !arguments[1].hasPrefix("-") else {
    print(
        "usage: syntax-benchmark MODEL_FOLDER [--treebank FILE.conllu] [--layers N] [--sentences N] [--words N] "
            + "[--batch N] [--runs N]")
    exit(64)
}
func text(_ name: String) -> String? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return arguments[place + 1]
}
func option(_ name: String) -> Int? { text(name).flatMap { Int($0) } }
func line(_ name: String, _ text: String) {
    print(name.padding(toLength: 30, withPad: " ", startingAt: 0) + text)
}

let random =
    (try? SyntaxModel(folder: arguments[1])) == nil
    ? try RandomModel(encoder: arguments[1], layers: option("--layers")) : nil
defer { random?.remove() }
let model = try SyntaxModel(folder: random?.folder.path ?? arguments[1])
let runs = option("--runs") ?? 5
var options = SyntaxParserOptions()
if let batch = option("--batch") { options.batchTokens = batch }

/// The first sentences of the treebank; or made up, of 26 words on average or of one length, with 1.35 sub-words a
/// word.
let sentences: [[String]] = try {
    if let path = text("--treebank") {
        let treebank = try Treebank(conllu: path, trees: nil)
        return treebank.sentences.prefix(option("--sentences") ?? .max).map { $0.words.map(\.surface) }
    }
    let words = model.tokenizer.vocabulary.entries.filter { $0.utf8.allSatisfy { 97...122 ~= $0 } }
    let endings = model.tokenizer.vocabulary.entries.filter { $0.hasPrefix("##") }.map { String($0.dropFirst(2)) }
    var state: UInt64 = 0
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
    return (0..<(option("--sentences") ?? 400)).map { _ in
        (0..<(option("--words") ?? 4 + next(23) + next(23))).map { _ in
            words[next(words.count)] + (next(100) < 35 ? endings[next(endings.count)] : "")
        }
    }
}()
let wordCount = sentences.reduce(0) { $0 + $1.count }
line("kernels", OpenBLASKernel.description)
line("model", "\(model.encoderConfiguration.layerCount) layers x \(model.encoderConfiguration.hiddenSize)")
line("sentences", "\(sentences.count) of \(wordCount) words, batches of <= \(options.batchTokens) sub-words")

var least = Double.infinity
var best = ParserTimes()
for _ in 0..<runs {
    let parser = try SyntaxParser(model: model, options: options)
    let start = threadSeconds()
    _ = parser.parse(sentences)
    let seconds = threadSeconds() - start
    if seconds < least { (least, best) = (seconds, parser.times) }
}
line(
    "one thread",
    String(format: "%.0f sentences/s, %.0f words/s", Double(sentences.count) / least, Double(wordCount) / least))
let other = least * 1e9 - Double(best.encoder + best.heads + best.decoders)
for (name, nanoseconds) in [
    ("encoder", Double(best.encoder)), ("heads", Double(best.heads)), ("decoders", Double(best.decoders)),
    ("sub-words and the rest", other),
] {
    line(
        "  " + name,
        String(
            format: "%5.1f%%, %5.1f%% of the encoder's, %.1f us a word", nanoseconds / least / 1e7,
            100 * nanoseconds / Double(best.encoder), nanoseconds / 1e3 / Double(wordCount)))
}

var together = Double.infinity
for _ in 0..<runs {
    let parser = try ParallelParser(model: model, options: options, workers: 2)
    let start = wallSeconds()
    _ = parser.parse(sentences)
    together = min(together, wallSeconds() - start)
}
line("two threads", String(format: "%.0f sentences/s (wall clock)", Double(sentences.count) / together))
line("peak resident memory", "\(peakResidentBytes() >> 20) MiB")
