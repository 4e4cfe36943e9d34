/// The arcs of a dependency tree, drawn to the left of tokens that stand one a line.
///
/// Every token but a root has one line coming in, with an arrow at its end; it is the leftmost of the token's lines,
/// those to its own dependents begin further to the right. So, where no dependencies cross, no lines do.
struct ArcDrawing {
    /// One text a token, all of one width.
    let lines: [String]

    /// Lines that a point of the drawing has.
    private struct Strokes: OptionSet {
        let rawValue: UInt8
        static let up = Strokes(rawValue: 1)
        static let down = Strokes(rawValue: 2)
        static let left = Strokes(rawValue: 4)
        static let right = Strokes(rawValue: 8)

        private static let characters: [Character] = [
            " ", "╵", "╷", "│", "╴", "┘", "┐", "┤", "╶", "└", "┌", "├", "─", "┴", "┬", "┼",
        ]

        var character: Character { Strokes.characters[Int(rawValue)] }
    }

    /// Draws the tree of tokens with these heads, 0 for the root. The pieces of a long sentence, given by their first
    /// tokens, are drawn each by itself.
    init(heads: [Int], pieces: [Int] = []) {
        let starts = pieces.isEmpty ? [0] : pieces
        var drawn: [[Character]] = []
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1] : heads.count
            let inner = heads[start..<end].map { start..<end ~= $0 - 1 ? $0 - 1 - start : nil }
            drawn += Self.drawing(inner)
        }
        let width = drawn.map(\.count).max() ?? 0
        lines = drawn.map { String(repeating: " ", count: width - $0.count) + String($0) }
    }

    /// The rows of a tree whose tokens have these heads, nil for a root.
    private static func drawing(_ heads: [Int?]) -> [[Character]] {
        let levels = ArcLevels(heads).levels
        let columns = 2 * ((levels.compactMap { $0 }.max() ?? -1) + 1)
        var strokes = heads.map { _ in [Strokes](repeating: [], count: columns) }
        for (token, head) in heads.enumerated() {
            guard let head, let level = levels[token] else { continue }
            let column = columns - 2 * (level + 1)
            let top = min(token, head), bottom = max(token, head)
            strokes[top][column].insert(.down)
            strokes[bottom][column].insert(.up)
            for row in top + 1..<max(bottom, top + 1) { strokes[row][column].formUnion([.up, .down]) }
            for row in [token, head] {
                strokes[row][column].insert(.right)
                for place in column + 1..<columns { strokes[row][place].formUnion([.left, .right]) }
            }
        }
        return strokes.indices.map { row in
            let hasLine = strokes[row].last?.contains(.right) ?? false
            let end: Character = heads[row] != nil ? "►" : hasLine ? "─" : " "
            return strokes[row].map(\.character) + (columns > 0 ? [end] : [])
        }
    }
}

/// How far from the tokens each arc runs, so that it encloses the arcs between its ends and those of its dependent.
private struct ArcLevels {
    /// For each token the level of the arc to it, from 0; nil for a root.
    private(set) var levels: [Int?]
    private let heads: [Int?]
    private var isOpen: [Bool]

    init(_ heads: [Int?]) {
        self.heads = heads
        levels = heads.map { _ in nil }
        isOpen = heads.map { _ in false }
        for token in heads.indices { _ = level(of: token) }
    }

    /// The level of the arc to a token. Where dependencies cross, arcs may enclose one another in a circle: the one
    /// that was begun with gives way.
    private mutating func level(of token: Int) -> Int {
        guard let head = heads[token], !isOpen[token] else { return -1 }
        if let known = levels[token] { return known }
        isOpen[token] = true
        let range = min(token, head)...max(token, head)
        var highest = -1
        for other in heads.indices where other != token {
            guard let otherHead = heads[other] else { continue }
            let isWithin = range.contains(other) && range.contains(otherHead)
            if isWithin || otherHead == token { highest = max(highest, level(of: other)) }
        }
        isOpen[token] = false
        levels[token] = highest + 1
        return highest + 1
    }
}
