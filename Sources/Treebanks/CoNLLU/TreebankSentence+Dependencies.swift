public import Documents

extension TreebankSentence {
    /// The dependency tree of the words, or nil where a word has no head.
    public var dependencies: DependencyTree? {
        guard words.allSatisfy({ $0.head >= 0 }) else { return nil }
        return DependencyTree(heads: words.map(\.head), relations: words.map(\.relation))
    }

    /// Gives the words the heads and relations of a tree over as many tokens.
    public mutating func setDependencies(_ tree: DependencyTree) {
        precondition(tree.heads.count == words.count, "a tree has one head a word")
        for number in words.indices {
            words[number].head = tree.heads[number]
            words[number].relation = tree.relations[number]
        }
    }
}

/// The rules of a dependency tree.
struct DependencyRules {
    /// For each word the number of its head, 0 for the root.
    let heads: [Int]

    /// The first fault and the 0-based word it shows at, or nil: one root, heads in range, no cycle.
    func firstFault() -> (kind: TreebankError.Kind, word: Int)? {
        if let word = heads.firstIndex(where: { !(0...heads.count ~= $0) }) {
            return (.headOutOfRange(heads[word], words: heads.count), word)
        }
        let roots = heads.indices.filter { heads[$0] == 0 }
        if roots.count > 1 { return (.roots(roots.count), roots[1]) }
        // Without a root there is a cycle.
        return wordInCycle().map { (.cycle(word: $0 + 1), $0) }
    }

    /// The 0-based number of a word in a cycle, or nil. Every word is walked over once.
    private func wordInCycle() -> Int? {
        // For each word, the root at 0, the start of the walk that came by.
        var walk = [Int?](repeating: nil, count: heads.count + 1)
        walk[0] = 0
        for start in heads.indices.map({ $0 + 1 }) {
            var word = start
            while walk[word] == nil {
                walk[word] = start
                word = heads[word - 1]
            }
            // A walk that meets itself has gone in a circle; one that meets an older walk ends where that one did.
            if walk[word] == start { return word - 1 }
        }
        return nil
    }
}
