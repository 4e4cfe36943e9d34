import Documents

/// A constituency tree drawn from top to bottom: a constituent a line, what it holds below it to the right; tokens in a
/// row stand on one line.
struct ConstituentDrawing {
    /// The lines.
    private(set) var lines: [String] = []

    private let tokens: [String]
    private let width: Int
    private let inColour: Bool
    private var constituents: ArraySlice<ConstituencyTree.Constituent>

    /// What a constituent holds directly.
    private enum Part {
        case tokens(ClosedRange<Int>)
        case constituent(Node)
    }

    /// A constituent with its parts.
    private struct Node {
        var label: String
        var parts: [Part] = []
    }

    /// Draws the constituents of a sentence; `width` is the columns that a line of tokens takes at most.
    init(_ words: SentenceWords, width: Int, inColour: Bool) {
        tokens = zip(words.forms, words.xpos).map { "\(TerminalText.printable($0))/\($1)" }
        self.width = width
        self.inColour = inColour
        constituents = (words.sentence.constituents?.constituents ?? [])[...]
        for part in parts(0...(tokens.count - 1)) { draw(part, first: "", later: "") }
    }

    /// The parts of a run of tokens, from the constituents that are left in pre-order.
    private mutating func parts(_ range: ClosedRange<Int>) -> [Part] {
        var parts: [Part] = []
        var next = range.lowerBound
        while next <= range.upperBound {
            if let constituent = constituents.first, constituent.first == next, constituent.last <= range.upperBound {
                constituents.removeFirst()
                let inner = self.parts(constituent.first...constituent.last)
                parts.append(.constituent(Node(label: constituent.label, parts: inner)))
                next = constituent.last + 1
            } else if case .tokens(let run)? = parts.last {
                parts[parts.count - 1] = .tokens(run.lowerBound...next)
                next += 1
            } else {
                parts.append(.tokens(next...next))
                next += 1
            }
        }
        return parts
    }

    private mutating func draw(_ part: Part, first: String, later: String) {
        switch part {
        case .tokens(let run):
            lines += TextWrapping.wrapped(Array(tokens[run]), first: first, later: later, width: width)
        case .constituent(let node):
            // A constituent of nothing but tokens needs no lines of its own for them.
            if node.parts.count == 1, case .tokens(let run) = node.parts[0] {
                let space = String(repeating: " ", count: node.label.count + 1)
                let wrapped = TextWrapping.wrapped(
                    Array(tokens[run]), first: "\(first)\(node.label) ", later: later + space, width: width)
                lines += wrapped.enumerated().map { number, line in
                    guard number == 0 else { return line }
                    return first + TerminalText.style(node.label, "1;34", inColour)
                        + line.dropFirst(first.count + node.label.count)
                }
                return
            }
            lines.append(first + TerminalText.style(node.label, "1;34", inColour))
            for (number, part) in node.parts.enumerated() {
                let isLast = number == node.parts.count - 1
                draw(part, first: later + (isLast ? "└─ " : "├─ "), later: later + (isLast ? "   " : "│  "))
            }
        }
    }
}
