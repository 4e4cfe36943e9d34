import Documents
import Foundation
import Machine
import Sentences
import Treebanks

/// How a splitter does on a corpus.
struct Measure {
    private var gold = 0, found = 0, correct = 0, whole = 0, documents = 0
    private var bytes = 0
    private var seconds = Double.infinity

    /// Splits all documents, five times.
    init(_ corpus: DevTexts, _ splitter: any SentenceSplitter) {
        let texts = corpus.documents.map { Array($0.text.utf8) }
        for _ in 0..<5 {
            let start = threadSeconds()
            var results: [[TextSpan]] = []
            for (document, text) in zip(corpus.documents, texts) {
                results.append(document.paragraphs.flatMap { splitter.sentences(in: text.span, passage: $0) })
            }
            seconds = min(seconds, threadSeconds() - start)
            (gold, found, correct, whole) = (0, 0, 0, 0)
            for (document, result) in zip(corpus.documents, results) {
                let wanted = Set(document.sentences.map(\.span))
                gold += wanted.count
                found += result.count
                correct += wanted.intersection(result).count
                if wanted == Set(result) { whole += 1 }
            }
        }
        documents = texts.count
        bytes = texts.reduce(0) { $0 + $1.count }
    }

    /// The measures as a line.
    func line(_ name: String, _ corpus: String) -> String {
        let f1 = 200 * Double(correct) / Double(gold + found)
        let share = 100 * Double(whole) / Double(documents)
        let names = "\(corpus)  \(name)".padding(toLength: 34, withPad: " ", startingAt: 0)
        return names
            + String(format: "F1 %6.2f  whole documents %6.2f  %8.2f MB/s", f1, share, Double(bytes) / seconds / 1e6)
    }
}
