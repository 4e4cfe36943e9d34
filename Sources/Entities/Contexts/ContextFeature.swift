/// Which syntax gives a word its contexts (model.md, section 3). Raw values are those of `syntag.features.context`.
public enum ContextFeature: String, CaseIterable, Sendable {
    /// The word and its neighbour on either side; labels are parts of speech.
    case pos
    /// The words under the first accepted constituent over the word; labels are accepted constituents.
    case syn
    /// The word, its governor and its dependents; labels are relations.
    case dep
}

/// How contexts are mixed into a word's state (model.md, section 4). Raw values are those of `syntag.features.module`.
public enum ContextModule: String, CaseIterable, Sendable {
    /// Combined Feature Attention: one attention over context words and labels combined.
    case cfa
    /// Two-way attention: one over context words, one over labels (Tian et al. 2020).
    case twa
    /// A key-value memory network: weights from context words, values from labels (Tian et al. 2020, BioKMNER).
    case kvmn

    /// What the products h_i . e_ij are multiplied with before their softmax, for states of so many numbers.
    ///
    /// 1 / sqrt(d1) for CFA (equation 6 of the paper). TWA and KVMN are not scaled in the papers that they are from.
    public func scale(hidden: Int) -> Float {
        switch self {
        case .cfa: 1 / Float(hidden).squareRoot()
        case .twa, .kvmn: 1
        }
    }

    /// Whether context words are looked up in a table of keys, by their strings; with CFA they are the encoder's
    /// states.
    public var hasKeys: Bool { self != .cfa }

    /// Vectors of d1 numbers that the classifier reads a word from: a_i and h_i, or h_i, a^S_i and a^L_i.
    public var classifierParts: Int {
        switch self {
        case .cfa, .kvmn: 2
        case .twa: 3
        }
    }

    /// Which of them is h_i.
    public var wordPart: Int {
        switch self {
        case .cfa: 1
        case .twa, .kvmn: 0
        }
    }
}
