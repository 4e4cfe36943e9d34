public import Documents

extension BracketTree {
    /// The tree of constituents over words.
    ///
    /// - Parameters:
    ///   - tree: nested constituents in pre-order; a word hangs from the smallest one that covers it.
    ///   - words: the words, unescaped.
    ///   - tags: one part of speech a word.
    ///   - root: label of a bracket around the whole, or nil for none.
    ///
    /// Throws where the constituents are no tree over the words, or do not cover them all.
    public init(
        _ tree: ConstituencyTree, words: [String], tags: [String], root: String? = "S1"
    ) throws(TreebankError) {
        var builder = TreeBuilder(constituents: tree.constituents[...], words: words, tags: tags)
        let parts = try builder.build()
        if let root {
            self = .constituent(label: root, children: parts)
        } else if parts.count == 1 {
            self = parts[0]
        } else {
            throw TreebankError(.constituents("no constituent covers the whole sentence"))
        }
    }
}

/// Turns constituents in pre-order into a tree.
private struct TreeBuilder {
    var constituents: ArraySlice<ConstituencyTree.Constituent>
    let words: [String]
    let tags: [String]

    /// The tree; several parts only where there are no constituents but several words.
    mutating func build() throws(TreebankError) -> [BracketTree] {
        guard words.count == tags.count, !words.isEmpty else {
            throw fault("there are \(words.count) words and \(tags.count) parts of speech")
        }
        if let first = constituents.first, first.first != 0 || first.last != words.count - 1 {
            throw fault("the first constituent, \(name(first)), does not cover the whole sentence")
        }
        return try parts(0...(words.count - 1), depth: 0)
    }

    /// What lies directly inside a constituent over a range of words.
    private mutating func parts(_ range: ClosedRange<Int>, depth: Int) throws(TreebankError) -> [BracketTree] {
        guard depth <= BracketReader.deepest else { throw TreebankError(.tooDeep(BracketReader.deepest)) }
        var parts: [BracketTree] = []
        var word = range.lowerBound
        while word <= range.upperBound {
            guard let next = constituents.first, next.first <= range.upperBound, next.first == word else {
                if let next = constituents.first, next.first < word {
                    throw fault("\(name(next)) is out of order")
                }
                parts.append(.word(form: words[word], tag: tags[word]))
                word += 1
                continue
            }
            guard next.first <= next.last, next.last <= range.upperBound else {
                throw fault("\(name(next)) crosses the end of what holds it")
            }
            constituents.removeFirst()
            let children = try self.parts(next.first...next.last, depth: depth + 1)
            parts.append(.constituent(label: next.label, children: children))
            word = next.last + 1
        }
        if let next = constituents.first, depth == 0 { throw fault("\(name(next)) is out of order") }
        return parts
    }

    private func name(_ constituent: ConstituencyTree.Constituent) -> String {
        "\(constituent.label) over the words \(constituent.first)...\(constituent.last)"
    }

    private func fault(_ reason: String) -> TreebankError { TreebankError(.constituents(reason)) }
}
