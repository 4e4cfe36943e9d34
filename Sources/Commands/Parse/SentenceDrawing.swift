import Documents

/// A sentence drawn for a terminal: its text, the dependencies as arcs beside the tokens, the constituents.
struct SentenceDrawing {
    /// The lines.
    let lines: [String]

    /// Draws a sentence; `width` is the columns that lines of running text take at most.
    init(_ words: SentenceWords, width: Int, inColour: Bool) {
        var lines = TextWrapping.wrapped(
            TerminalText.printable(words.text).split(separator: " ").map { String($0) }, first: "", later: "",
            width: width)
        lines = lines.map { TerminalText.style($0, "1", inColour) }
        lines.append("")
        lines += Self.dependencies(words, inColour)
        lines.append("")
        lines += ConstituentDrawing(words, width: width, inColour: inColour).lines
        self.lines = lines
    }

    /// One line a token: arcs, token, parts of speech, relation.
    private static func dependencies(_ words: SentenceWords, _ inColour: Bool) -> [String] {
        let forms = words.forms.map { TerminalText.printable($0) }
        let (xpos, upos, relations) = (words.xpos, words.upos, words.relations)
        let arcs = ArcDrawing(heads: words.heads, pieces: words.sentence.pieces).lines
        func width(_ column: [String]) -> Int { column.map { TerminalText.width(of: $0) }.max() ?? 0 }
        let widths = (form: width(forms), xpos: width(xpos), upos: width(upos))
        return forms.indices.map { token in
            let isRoot = words.heads[token] == 0
            let form = TerminalText.padded(forms[token], to: widths.form)
            return [
                TerminalText.style(arcs[token], "2", inColour) + " "
                    + TerminalText.style(form, isRoot ? "1;33" : "1", inColour),
                TerminalText.style(TerminalText.padded(xpos[token], to: widths.xpos), "36", inColour),
                TerminalText.style(TerminalText.padded(upos[token], to: widths.upos), "35", inColour),
                TerminalText.style(relations[token], "32", inColour),
            ].joined(separator: "  ")
        }
    }
}

/// Words put on lines of a width.
enum TextWrapping {
    /// Lines of words, at least one a line, each line behind what the first or the later ones begin with.
    static func wrapped(_ words: [String], first: String, later: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = first
        var columns = TerminalText.width(of: first)
        var isEmpty = true
        for word in words {
            let needed = TerminalText.width(of: word)
            if !isEmpty, columns + 1 + needed > width {
                lines.append(line)
                line = later
                columns = TerminalText.width(of: later)
                isEmpty = true
            }
            line += isEmpty ? word : " " + word
            columns += needed + (isEmpty ? 0 : 1)
            isEmpty = false
        }
        lines.append(line)
        return lines
    }
}
