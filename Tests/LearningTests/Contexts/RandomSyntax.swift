import Documents
import Entities
import TestSupport

/// Made-up sentences with made-up syntax.
struct RandomSyntax {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let words = "the of in gene cell mice Human protein p53 KdgR bindase - . ( E. coli alpha été"
        .split(separator: " ").map(String.init)

    /// So many words.
    mutating func words(_ count: Int) -> [String] { (0..<count).map { _ in pick(Self.words) } }

    /// The syntax of so many words: a tree of words, each with its head before it, and a tree of constituents.
    mutating func syntax(_ count: Int) -> WordSyntax {
        var constituents: [ConstituencyTree.Constituent] = []
        split(0..<count, into: &constituents)
        return WordSyntax(
            wordCount: count, partsOfSpeech: (0..<count).map { _ in pick(["NN", "DT", "VBZ", "."]) },
            constituents: constituents,
            heads: (0..<count).map { $0 == 0 ? 0 : Int.random(in: 1...$0, using: &generator) },
            relations: (0..<count).map { $0 == 0 ? "root" : pick(["amod", "nsubj:pass", "obl", "punct"]) })
    }

    private mutating func split(_ words: Range<Int>, into constituents: inout [ConstituencyTree.Constituent]) {
        let label = pick(["S", "NP", "VP", "NP-SBJ", "PP"])
        constituents.append(.init(label: label, first: words.lowerBound, last: words.upperBound - 1))
        guard words.count > 2 else { return }
        let middle = Int.random(in: words.lowerBound + 1..<words.upperBound, using: &generator)
        for part in [words.lowerBound..<middle, middle..<words.upperBound] where Bool.random(using: &generator) {
            split(part, into: &constituents)
        }
    }

    private mutating func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }
}
