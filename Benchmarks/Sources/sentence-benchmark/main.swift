// Measures how well and how fast running text is split into sentences.
//
//     sentence-benchmark TREEBANKS [--model DIR] [--peers FILE]
//
// TREEBANKS holds `genia` and `craft` (GENIA's abstracts one sentence a line; CRAFT's articles with CoNLL-U). Splits
// the dev parts by the trained model and by the rules. `--peers` writes the passages and gold sentences, for
// `peers/sentence_splitters.py`, which reads the same. Prints F1 of sentences, the share of documents without an error,
// and megabytes of text a second of CPU time, the best of five runs over the whole dev part.

import Documents
import Foundation
import Machine
import Sentences
import Treebanks

/// The value after an option.
func option(_ name: String) -> String? {
    let arguments = CommandLine.arguments
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return arguments[place + 1]
}

guard CommandLine.arguments.count > 1, !CommandLine.arguments[1].hasPrefix("-") else {
    print("usage: sentence-benchmark TREEBANKS [--model DIR] [--peers FILE]")
    exit(64)
}
let corpora = try DevTexts.all(in: CommandLine.arguments[1])
if let path = option("--peers") { try DevTexts.json(corpora).write(to: URL(fileURLWithPath: path)) }

let model = try BoundaryModel(folder: option("--model") ?? "../Models/sentences")
let splitters: [(String, any SentenceSplitter)] = [
    ("Syntag, trained", TrainedSentenceSplitter(model)), ("Syntag, rules", RuleSentenceSplitter()),
]
for corpus in corpora {
    for (name, splitter) in splitters { print(Measure(corpus, splitter).line(name, corpus.name)) }
}
