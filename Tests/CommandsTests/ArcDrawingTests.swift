import TestSupport
import Testing

@testable import Commands

@Suite("Drawn dependencies")
struct ArcDrawingTests {
    @Test("one token, and two")
    func small() {
        #expect(ArcDrawing(heads: []).lines == [])
        #expect(ArcDrawing(heads: [0]).lines == [""])
        #expect(ArcDrawing(heads: [2, 0]).lines == ["┌─►", "└──"])
        #expect(ArcDrawing(heads: [0, 1]).lines == ["┌──", "└─►"])
    }

    @Test("an arc runs outside of those of its dependent")
    func nested() {
        let drawing = ArcDrawing(heads: [3, 3, 4, 0, 4])
        #expect(drawing.lines == ["  ┌───►", "  │ ┌─►", "┌─┴─┴─►", "└───┬──", "    └─►"])
        #expect(Self.heads(of: drawing) == [3, 3, 4, 0, 4])
    }

    @Test("random trees without crossings can be read from the drawing", arguments: 1...20)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var heads = Array(repeating: 0, count: 3 * seed)
        Self.fill(&heads, 0..<heads.count, head: 0, &generator)
        let drawing = ArcDrawing(heads: heads)
        #expect(drawing.lines.allSatisfy { $0.count == drawing.lines[0].count })
        #expect(Self.heads(of: drawing) == heads)
    }

    @Test("crossing dependencies and pieces are drawn too")
    func crossing() {
        #expect(ArcDrawing(heads: [3, 4, 0, 3]).lines.count == 4)
        #expect(ArcDrawing(heads: [0, 4, 1, 3, 2, 2]).lines.count == 6)
        let pieces = ArcDrawing(heads: [2, 0, 4, 2], pieces: [0, 2])
        #expect(pieces.lines == ["┌─►", "└──", "┌─►", "└──"])
    }

    /// Makes the tokens of a range a random tree without crossings below a head.
    private static func fill(
        _ heads: inout [Int], _ range: Range<Int>, head: Int, _ generator: inout SeededGenerator
    ) {
        guard !range.isEmpty else { return }
        var rest = range
        while !rest.isEmpty {
            // The root is one token with all others; further down, a head may have several dependents on a side.
            let least = head == 0 ? rest.upperBound : rest.lowerBound + 1
            let end = Int.random(in: least...rest.upperBound, using: &generator)
            let token = Int.random(in: rest.lowerBound..<end, using: &generator)
            heads[token] = head
            fill(&heads, rest.lowerBound..<token, head: token + 1, &generator)
            fill(&heads, token + 1..<end, head: token + 1, &generator)
            rest = end..<rest.upperBound
        }
    }

    /// The heads that a drawing shows: from each arrow back along the line to the left, then up or down to the row of
    /// which that column is a part and no arrow's beginning.
    private static func heads(of drawing: ArcDrawing) -> [Int] {
        let rows = drawing.lines.map(Array.init)
        return rows.indices.map { row in
            guard rows[row].last == "►" else { return 0 }
            let start = rows[row].firstIndex { $0 != " " && $0 != "│" } ?? 0
            let goesDown = "┌├┬┼".contains(rows[row][start]), goesUp = "└├┴┼".contains(rows[row][start])
            func end(_ step: Int) -> Int? {
                var place = row + step
                while rows.indices.contains(place) {
                    let character = rows[place][start]
                    guard "│┌└├┬┴┼".contains(character) else { return nil }
                    let first = rows[place].firstIndex { $0 != " " && $0 != "│" } ?? 0
                    // The head's own line crosses here, and its arrow, if it has one, begins further to the left.
                    if character != "│", first < start || rows[place].last != "►" { return place + 1 }
                    place += step
                }
                return nil
            }
            return (goesDown ? end(1) : nil) ?? (goesUp ? end(-1) : nil) ?? -1
        }
    }
}
