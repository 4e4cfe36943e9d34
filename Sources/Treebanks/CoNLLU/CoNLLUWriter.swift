/// Writes CoNLL-U, so that ``CoNLLUReader`` reads the same sentences back.
public enum CoNLLUWriter {
    /// The text of a file of sentences, lines ending with LF.
    ///
    /// Throws when a field is empty or holds a tab or a line end, which the format cannot express.
    public static func text(of sentences: [TreebankSentence]) throws(TreebankError) -> String {
        var text = ""
        for sentence in sentences { try write(sentence, to: &text) }
        return text
    }

    private static func write(_ sentence: TreebankSentence, to text: inout String) throws(TreebankError) {
        for comment in sentence.comments {
            try check(comment, "comment", mayHoldTabs: true)
            text += "#\(comment)\n"
        }
        var others = sentence.otherLines[...]
        for (number, word) in sentence.words.enumerated() {
            try writeLines(&others, through: number, to: &text)
            let head = word.head < 0 ? "_" : String(word.head)
            let columns = [
                ("FORM", word.form), ("LEMMA", word.lemma), ("UPOS", word.upos), ("XPOS", word.xpos),
                ("FEATS", word.features), ("HEAD", head), ("DEPREL", word.relation), ("DEPS", word.enhanced),
                ("MISC", word.misc),
            ]
            text += String(number + 1)
            for (name, value) in columns {
                guard !value.isEmpty else { throw TreebankError(.emptyColumn(name)) }
                try check(value, name, mayHoldTabs: false)
                text += "\t\(value)"
            }
            text += "\n"
        }
        try writeLines(&others, through: sentence.words.count, to: &text)
        text += "\n"
    }

    private static func writeLines(
        _ lines: inout ArraySlice<TreebankSentence.OtherLine>, through position: Int, to text: inout String
    ) throws(TreebankError) {
        while let line = lines.first, line.position <= position {
            try check(line.text, "line", mayHoldTabs: true)
            text += line.text + "\n"
            lines.removeFirst()
        }
    }

    private static func check(_ value: String, _ name: String, mayHoldTabs: Bool) throws(TreebankError) {
        let isBad = value.utf8.contains { byte in
            byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || (!mayHoldTabs && byte == UInt8(ascii: "\t"))
        }
        if isBad { throw TreebankError(.unwritable(value, field: name)) }
    }
}
