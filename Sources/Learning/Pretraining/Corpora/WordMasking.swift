internal import WordPieces

/// Which sub-words of a sequence are hidden, and what stands in their place.
///
/// It is drawn anew for every epoch (Liu et al. 2019, section 4.1), from the seed, the epoch and the number of the
/// sequence alone: so a run that goes on from a checkpoint hides the same.
struct WordMasking {
    /// What stands for the epoch where the same is to be hidden each time: in held-out documents.
    static let fixed = Int(UInt32.max)

    private let settings: MaskingSettings
    private let mask: Int32
    /// For each entry whether it goes on with a word.
    private let continues: [Bool]
    /// The entries that stand for others by chance: not special ones.
    private let replacements: [Int32]
    private let seed: UInt64

    /// Prepares for a vocabulary; nil when that has no entry `[MASK]`.
    init?(_ settings: MaskingSettings, vocabulary: Vocabulary, seed: UInt64) {
        guard let mask = vocabulary.id(of: "[MASK]") else { return nil }
        self.settings = settings
        self.mask = mask
        self.seed = seed
        let entries = vocabulary.entries
        continues = entries.map { $0.count > 2 && $0.hasPrefix("##") }
        func isSpecial(_ entry: String) -> Bool {
            entry.count > 2
                && (entry.hasPrefix("[") && entry.hasSuffix("]") || entry.hasPrefix("<") && entry.hasSuffix(">"))
        }
        replacements = entries.indices.filter { !isSpecial(entries[$0]) }.map(Int32.init)
    }

    /// Whether an entry goes on with a word.
    func continues(_ id: Int32) -> Bool { continues[Int(id)] }

    /// A sequence with its special tokens, as it is seen in an epoch.
    ///
    /// About `share` of its sub-words are hidden, at least one: words in a random order until there are enough. The last
    /// of them is taken with the chance that keeps the share in the mean, however long words are.
    func apply(_ ids: [Int32], number: Int, epoch: Int) -> MaskedSequence {
        var random = RandomStream(
            seed: seed, purpose: .masking, number: UInt64(epoch) << 32 | UInt64(number))
        let words = words(of: ids).shuffled(using: &random)
        let budget = max(Int((Float(ids.count - 2) * settings.share).rounded()), 1)
        var positions: [Int32] = []
        for word in words where positions.count < budget {
            let room = budget - positions.count
            let isTaken =
                word.count <= room || positions.isEmpty
                || Float.random(in: 0..<1, using: &random) < Float(room) / Float(word.count)
            guard isTaken else { break }
            positions += word.lazy.map(Int32.init)
        }
        positions.sort()
        var sequence = MaskedSequence(ids: ids, positions: positions, gold: positions.map { ids[Int($0)] })
        for position in positions {
            let draw = Float.random(in: 0..<1, using: &random)
            if draw < settings.mask {
                sequence.ids[Int(position)] = mask
            } else if draw < settings.mask + settings.random, let other = replacements.randomElement(using: &random) {
                sequence.ids[Int(position)] = other
            }
        }
        return sequence
    }

    /// The places that are hidden together: those of a word, or each by itself.
    private func words(of ids: [Int32]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        for place in ids.indices.dropFirst().dropLast() {
            if settings.wholeWords, continues(ids[place]), let last = words.last {
                words[words.count - 1] = last.lowerBound..<place + 1
            } else {
                words.append(place..<place + 1)
            }
        }
        return words
    }
}
