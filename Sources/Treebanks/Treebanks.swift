// Treebanks: sentences with their syntax, in the two formats of the field.
//
// What every room may rely on:
//
// - A file is read whole or refused: whatever is malformed is a `TreebankError` with file, line and remedy. Nothing is
//   skipped in silence, since a corpus with a silent error trains a wrong model and gives a wrong score.
// - CoNLL-U is written back byte for byte as it was read (but for line ends, a byte order mark and empty lines in a
//   row): comments, features, enhanced dependencies, multiword ranges and empty nodes included.
// - A sentence whose words all have a head is a tree with one root: no head out of range, no cycle.
// - Bracketed trees are read as the field uses them: without traces and function tags, words unescaped.
// - Words are kept as the file has them. `surface` says how running text writes them: the treebanks' escapes of
//   brackets undone and their directed quotation marks as `"`.

/// The Penn Treebank's spelling of brackets and quotation marks.
public enum TreebankSpelling {
    /// Names of brackets and the brackets themselves.
    static let brackets: [(name: String, mark: String)] = [
        ("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("-LCB-", "{"), ("-RCB-", "}"),
    ]
    /// Entities and the characters they stand for; the ampersand comes last, so that nothing is undone twice.
    static let entities: [(name: String, mark: String)] = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ]

    /// A word without the escapes of brackets, wherever in the word they stand ("-LSB-3H-RSB-thymidine" is
    /// "[3H]thymidine"); all else stays.
    public static func unescapingBrackets(_ word: String) -> String {
        guard word.utf8.count >= 5, word.utf8.contains(UInt8(ascii: "-")) else { return word }
        return brackets.reduce(word) { replacing($1.name, by: $1.mark, in: $0) }
    }

    /// A word as running text writes it: brackets unescaped, and a directed quotation mark that is a word of its own
    /// (its part of speech is the mark itself) turned into `"`.
    public static func surface(of word: String, xpos: String) -> String {
        if (word == "``" || word == "''") && xpos == word { return "\"" }
        return unescapingBrackets(word)
    }

    /// Replaces every occurrence, from left to right, compared byte by byte.
    static func replacing(_ pattern: String, by replacement: String, in text: String) -> String {
        let bytes = Array(text.utf8)
        let wanted = Array(pattern.utf8)
        guard bytes.count >= wanted.count else { return text }
        var result: [UInt8] = []
        var isChanged = false
        var place = 0
        while place < bytes.count {
            if bytes[place...].starts(with: wanted) {
                result.append(contentsOf: replacement.utf8)
                place += wanted.count
                isChanged = true
            } else {
                result.append(bytes[place])
                place += 1
            }
        }
        return isChanged ? String(decoding: result, as: UTF8.self) : text
    }
}
