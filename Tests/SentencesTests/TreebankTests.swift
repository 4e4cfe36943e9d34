import Documents
import Foundation
import Sentences
import TestSupport
import Testing

/// Measures on GENIA and CRAFT, so that a change of the rules that loses on real text is seen.
@Suite(.enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
struct TreebankTests {
    private let treebank: URL

    init() throws {
        treebank = try #require(Fixtures.shared).appendingPathComponent("data/treebank")
    }

    /// Counts of spans that the gold standard has, that were found, and that are in both.
    private struct Counts {
        var gold = 0
        var found = 0
        var both = 0
        var documents = 0
        var whole = 0

        mutating func add(gold: Set<TextSpan>, found: Set<TextSpan>) {
            self.gold += gold.count
            self.found += found.count
            both += gold.intersection(found).count
            documents += 1
            if gold == found { whole += 1 }
        }

        var f1: Double { 200 * Double(both) / Double(gold + found) }
        var share: Double { 100 * Double(whole) / Double(documents) }
    }

    /// GENIA's abstracts as running text: the title, a newline, the sentences joined by spaces.
    @Test func sentencesOfGENIA() throws {
        var counts = Counts()
        let folder = treebank.appendingPathComponent("genia/raw/dev")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            guard let title = lines.first else { continue }
            var bytes = Array(title.utf8)
            var gold: Set = [TextSpan(0, bytes.count)]
            for (number, line) in lines.dropFirst().enumerated() {
                bytes += number == 0 ? "\n".utf8 : " ".utf8
                gold.insert(TextSpan(bytes.count, bytes.count + line.utf8.count))
                bytes += line.utf8
            }
            var found: Set<TextSpan> = []
            for passage in [TextSpan(0, title.utf8.count), TextSpan(title.utf8.count, bytes.count)] {
                found.formUnion(RuleSentenceSplitter().sentences(in: bytes.span, passage: passage))
            }
            counts.add(gold: gold, found: found)
        }
        #expect(counts.documents == 148)
        #expect(counts.f1 > 99.6 && counts.share > 97.5, "F1 \(counts.f1), whole abstracts \(counts.share)")
    }

    @Test func tokensOfCRAFT() throws {
        var counts = Counts()
        let folder = treebank.appendingPathComponent("craft/conllu/dev")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            for block in try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n\n") {
                var bytes: [UInt8] = []
                var gold: Set<TextSpan> = []
                for line in block.split(separator: "\n") where !line.hasPrefix("#") {
                    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                    gold.insert(TextSpan(bytes.count, bytes.count + fields[1].utf8.count))
                    bytes += fields[1].utf8
                    if !fields[9].contains("SpaceAfter=No") { bytes.append(0x20) }
                }
                let sentence = TextSpan(0, bytes.last == 0x20 ? bytes.count - 1 : bytes.count)
                guard !gold.isEmpty else { continue }
                counts.add(gold: gold, found: Set(RuleWordTokenizer().tokens(in: bytes.span, sentence: sentence)))
            }
        }
        #expect(counts.documents > 2700)
        #expect(counts.f1 > 99.8 && counts.share > 98, "F1 \(counts.f1), whole sentences \(counts.share)")
    }
}
