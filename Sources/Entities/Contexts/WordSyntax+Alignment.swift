public import Documents

extension WordSyntax {
    /// The syntax over other words of the same text: these are `tokens`, those `words`, both in text order.
    ///
    /// Words and tokens that share a byte belong together.
    /// - Of several tokens in one word the one nearest to the root speaks for it, the first of several such; where
    ///   heads are not known, the last token. So words make a tree as their tokens do. The word has this token's part
    ///   of speech, head and relation, and is part of the constituents that it is part of. Arcs within the word are
    ///   gone.
    /// - Several words in one token have all its part of speech, head, relation and constituents; what depends on the
    ///   token depends on the last of them.
    /// - A word that shares no byte with a token has no part of speech and no relation (`ContextLabels.none`), no head,
    ///   and is in no constituent.
    ///
    /// A constituent that no word is left of is gone.
    public func mapped(from tokens: [TextSpan], to words: [TextSpan]) -> WordSyntax {
        precondition(tokens.count == wordCount, "a token has one span")
        let alignment = SpanAlignment(tokens: tokens, words: words)
        let depths = depths()
        let speakers = alignment.tokensOfWords.map { tokens in
            self.heads.isEmpty ? tokens.last : tokens.min { depths[$0] < depths[$1] }
        }
        func mapped<Element>(_ list: [Element], _ missing: Element) -> [Element] {
            list.isEmpty ? [] : speakers.map { $0.map { list[$0] } ?? missing }
        }
        let heads = mapped(self.heads, 0).map { head in
            head == 0 ? 0 : (alignment.lastWordsOfTokens[head - 1] ?? -1) + 1
        }
        let constituents = self.constituents.compactMap { constituent -> ConstituencyTree.Constituent? in
            let inside = speakers.indices.filter { word in
                speakers[word].map { constituent.first <= $0 && $0 <= constituent.last } ?? false
            }
            guard let first = inside.first, let last = inside.last else { return nil }
            return .init(label: constituent.label, first: first, last: last)
        }
        return WordSyntax(
            wordCount: words.count, partsOfSpeech: mapped(partsOfSpeech, ContextLabels.none),
            constituents: constituents, heads: heads, relations: mapped(relations, ContextLabels.none))
    }

    /// The number of arcs between each word and the root; that of all words for one from which no way leads there.
    private func depths() -> [Int] {
        heads.indices.map { word in
            var depth = 0, place = word
            while heads[place] > 0, depth < heads.count { (depth, place) = (depth + 1, heads[place] - 1) }
            return depth
        }
    }
}

/// Which tokens and words of one text share bytes.
private struct SpanAlignment {
    /// The tokens that each word shares bytes with.
    var tokensOfWords: [Range<Int>] = []
    /// The last word that each token shares bytes with.
    var lastWordsOfTokens: [Int?]

    init(tokens: [TextSpan], words: [TextSpan]) {
        lastWordsOfTokens = Array(repeating: nil, count: tokens.count)
        var first = 0
        for (number, word) in words.enumerated() {
            while first < tokens.count, tokens[first].end <= word.start { first += 1 }
            var end = first
            while end < tokens.count, tokens[end].overlaps(word) {
                lastWordsOfTokens[end] = number
                end += 1
            }
            tokensOfWords.append(first..<end)
        }
    }
}
