internal import Documents
internal import Scoring

/// The labels of a syntax model, each list in the order of its head's rows: what its training corpora have.
struct SyntaxInventory: Equatable {
    let xpos: [String], upos: [String], relations: [String]
    /// Chains of constituents, joined by "+".
    let constituents: [String]

    private let xposNumbers: [String: Int32], uposNumbers: [String: Int32], relationNumbers: [String: Int32]
    private let constituentNumbers: [String: Int]
    /// The most frequent chain over a whole sentence.
    private let sentenceLabel: Int

    /// The relation of a sentence's root.
    static let root = "root"

    /// Gathers the labels of sentences.
    ///
    /// - Parameter minimumCount: how often a chain of constituents has to occur to be a label of its own.
    init(of sentences: some Sequence<SyntaxSentence>, minimumCount: Int) {
        var tags = (xpos: Set<String>(), upos: Set<String>()), relations: Set<String> = [Self.root]
        var chains: [String: Int] = [:], whole: [String: Int] = [:]
        for sentence in sentences {
            tags.xpos.formUnion(sentence.syntax.xpos)
            tags.upos.formUnion(sentence.syntax.upos)
            relations.formUnion(sentence.dependencies.relations)
            for (number, span) in sentence.spans.enumerated() where !span.chain.isEmpty {
                let chain = span.chain.joined(separator: "+")
                chains[chain, default: 0] += 1
                if number == 0 { whole[chain, default: 0] += 1 }
            }
        }
        var known = chains.filter { $0.value >= minimumCount }
        let commonest = whole.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "S"
        known[commonest] = whole[commonest] ?? 0
        self.init(
            xpos: tags.xpos.sorted(), upos: tags.upos.sorted(), relations: relations.sorted(),
            constituents: known.keys.sorted(), sentenceLabel: commonest)
    }

    private init(
        xpos: [String], upos: [String], relations: [String], constituents: [String], sentenceLabel: String
    ) {
        func numbers<Number: BinaryInteger>(_ labels: [String]) -> [String: Number] {
            Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, Number($0)) })
        }
        self.xpos = xpos
        self.upos = upos
        self.relations = relations
        self.constituents = constituents
        xposNumbers = numbers(xpos)
        uposNumbers = numbers(upos)
        relationNumbers = numbers(relations)
        constituentNumbers = numbers(constituents)
        self.sentenceLabel = constituentNumbers[sentenceLabel] ?? 0
    }

    /// How many labels there are.
    var counts: SyntaxModelOptions.LabelCounts {
        .init(xpos: xpos.count, upos: upos.count, relations: relations.count, constituents: constituents.count)
    }

    /// The number of a label; -1 for one that is not known.
    func xposNumber(_ label: String) -> Int32 { xposNumbers[label] ?? -1 }
    func uposNumber(_ label: String) -> Int32 { uposNumbers[label] ?? -1 }
    func relationNumber(_ label: String) -> Int32 { relationNumbers[label] ?? -1 }

    /// The number of a chain of constituents, and whether it is the chain itself.
    ///
    /// Of a chain that is not known the longest part that is, the outermost labels first, is taken in its place; a
    /// chain of which nothing is known gives nil, or, over the whole sentence, the most frequent label there.
    func constituentNumber(_ chain: [String], isWhole: Bool) -> (number: Int?, isExact: Bool) {
        if let number = constituentNumbers[chain.joined(separator: "+")] { return (number, true) }
        // Chains have a handful of labels: all their parts can be looked at, the longest first.
        let masks = (1..<(1 << min(chain.count, 12))).sorted {
            ($1.nonzeroBitCount, $0) < ($0.nonzeroBitCount, $1)
        }
        for mask in masks {
            let part = chain.indices.filter { mask >> $0 & 1 == 1 }.map { chain[$0] }
            if let number = constituentNumbers[part.joined(separator: "+")] { return (number, false) }
        }
        return (isWhole ? sentenceLabel : nil, false)
    }
}
