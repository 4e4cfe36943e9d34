/// Writes trees in brackets, so that ``BracketReader`` reads the same trees back.
///
/// Brackets in words are written by the Penn Treebank's names, "(" as "-LRB-". An ampersand that would read as the
/// start of an entity ("&lt;") is written "&amp;". A word that itself spells such a name ("-LRB-", or a part of it
/// beside a bracket) reads back as the bracket: the format has no way to tell them apart.
public enum BracketWriter {
    /// A tree on one line, without the line end.
    ///
    /// Throws when a word, tag or label is empty or holds white space, or a label holds a bracket; only the outermost
    /// label may be empty.
    public static func line(_ tree: BracketTree) throws(TreebankError) -> String {
        var line = ""
        try write(tree, isOutermost: true, to: &line)
        return line
    }

    /// The text of a file of trees, one a line.
    public static func text(of trees: [BracketTree]) throws(TreebankError) -> String {
        var text = ""
        for tree in trees {
            try write(tree, isOutermost: true, to: &text)
            text += "\n"
        }
        return text
    }

    /// A word as it stands in brackets.
    public static func escaped(_ word: String) -> String {
        guard word.utf8.contains(where: special.contains) else { return word }
        var escaped = word
        for (name, _) in TreebankSpelling.entities.reversed() {
            escaped = TreebankSpelling.replacing(name, by: "&amp;" + name.dropFirst(), in: escaped)
        }
        return TreebankSpelling.brackets.reduce(escaped) {
            TreebankSpelling.replacing($1.mark, by: $1.name, in: $0)
        }
    }

    /// A word in brackets as it is.
    public static func unescaped(_ word: String) -> String {
        guard word.utf8.contains(UInt8(ascii: "&")) else { return TreebankSpelling.unescapingBrackets(word) }
        return TreebankSpelling.unescapingBrackets(
            TreebankSpelling.entities.reduce(word) { TreebankSpelling.replacing($1.name, by: $1.mark, in: $0) })
    }

    /// What words are looked through for: few hold any of it.
    private static let special = "&()[]{}".utf8

    private static func write(
        _ tree: BracketTree, isOutermost: Bool, to text: inout String
    ) throws(TreebankError) {
        switch tree {
        case .word(let form, let tag):
            try check(form, "word", mayHoldBrackets: true)
            try check(tag, "part of speech")
            text += "(\(tag) \(escaped(form)))"
        case .constituent(let label, let children):
            if !(isOutermost && label.isEmpty) { try check(label, "label") }
            guard !children.isEmpty else { throw TreebankError(.emptyBrackets(label)) }
            text += "(\(label)"
            for child in children {
                text += " "
                try write(child, isOutermost: false, to: &text)
            }
            text += ")"
        }
    }

    private static func check(_ value: String, _ field: String, mayHoldBrackets: Bool = false) throws(TreebankError) {
        let isBad = value.utf8.contains { byte in
            byte == UInt8(ascii: " ") || (9...13).contains(byte)
                || (!mayHoldBrackets && (byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")))
        }
        if isBad || value.isEmpty { throw TreebankError(.unwritable(value, field: field)) }
    }
}
