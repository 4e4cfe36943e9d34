/// A word of a treebank: one line of CoNLL-U. A column without a value is "_", as in the file.
public struct TreebankWord: Sendable, Equatable {
    /// The word as the treebank spells it; see ``surface``.
    public var form: String
    /// Dictionary form.
    public var lemma: String
    /// Universal part of speech.
    public var upos: String
    /// Part of speech of the language: the Penn Treebank's.
    public var xpos: String
    /// Morphological features, unparsed.
    public var features: String
    /// 0 for the root, else the 1-based number of the head; -1 where the file gives none.
    public var head: Int
    /// Relation to the head with its subtype ("nsubj:pass").
    public var relation: String
    /// Enhanced dependencies, unparsed.
    public var enhanced: String
    /// Everything else (`SpaceAfter=No` among it), unparsed.
    public var misc: String

    /// Makes a word; all but its form may be unknown.
    public init(
        form: String,
        lemma: String = "_",
        upos: String = "_",
        xpos: String = "_",
        features: String = "_",
        head: Int = -1,
        relation: String = "_",
        enhanced: String = "_",
        misc: String = "_"
    ) {
        self.form = form
        self.lemma = lemma
        self.upos = upos
        self.xpos = xpos
        self.features = features
        self.head = head
        self.relation = relation
        self.enhanced = enhanced
        self.misc = misc
    }

    /// Whether white space follows the word in its text.
    public var spaceAfter: Bool {
        get { !misc.split(separator: "|").contains(Self.noSpace) }
        set {
            guard newValue != spaceAfter else { return }
            var parts = misc == "_" ? [] : misc.split(separator: "|")
            if newValue { parts.removeAll { $0 == Self.noSpace } } else { parts.append(Self.noSpace) }
            misc = parts.isEmpty ? "_" : parts.joined(separator: "|")
        }
    }

    /// The word as running text writes it: "[Ca2+]i" for the form "-LSB-Ca2+-RSB-i", `"` for a directed quotation mark.
    ///
    /// This is what a model must be given, since it is what a tokenizer finds in text.
    public var surface: String { TreebankSpelling.surface(of: form, xpos: xpos) }

    private static let noSpace: Substring = "SpaceAfter=No"
}
