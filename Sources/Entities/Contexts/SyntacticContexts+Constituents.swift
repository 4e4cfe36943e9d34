internal import Documents

extension SyntacticContexts {
    /// The constituents that are climbed to and that words are labelled with: the chunk types of CoNLL-2003.
    public static let acceptedConstituents = [
        "NP", "VP", "PP", "ADJP", "ADVP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP",
    ]

    /// All words under the first accepted constituent over a word; each word's label is its own first accepted one.
    ///
    /// A word without an accepted constituent over it, such as a full stop right under S, is its only context, with the
    /// label `ContextLabels.none`.
    init(constituentsIn syntax: WordSyntax) {
        var contexts = (0..<syntax.wordCount).map { $0...$0 }
        var labels = Array(repeating: ContextLabels.none, count: syntax.wordCount)
        // In pre-order the smallest constituent over a word comes last.
        for constituent in syntax.constituents {
            let category = Self.category(of: constituent.label)
            guard Self.acceptedConstituents.contains(category) else { continue }
            for word in constituent.first...constituent.last {
                contexts[word] = constituent.first...constituent.last
                labels[word] = category
            }
        }
        self.init(contexts.map { Array($0) }, labels: labels)
    }

    /// A constituent's label without function tags, indices and alternatives: NP of `NP-SBJ-1`, PRT of `PRT|ADVP`.
    private static func category(of label: String) -> String {
        String(label.prefix { !"-=|".contains($0) })
    }
}
