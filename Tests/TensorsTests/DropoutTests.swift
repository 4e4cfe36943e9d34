import Tensors
import TestSupport
import Testing

@Suite("Dropout")
struct DropoutTests {
    /// Which numbers of `[rows x columns]` are kept.
    private func mask(_ dropout: Dropout, rows: Int, columns: Int, firstRow: Int = 0) -> [[Bool]] {
        let x = Matrix(Array(repeating: Array(repeating: Float(1), count: columns), count: rows))
        dropout.apply(x.view, firstRow: firstRow)
        return (0..<rows).map { row in x.view[row].map { $0 != 0 } }
    }

    /// The part of places at which two masks agree.
    private func agreement(_ one: [[Bool]], _ other: [[Bool]]) -> Double {
        let pairs = zip(one.joined(), other.joined())
        return Double(pairs.reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }) / Double(one.count * (one.first?.count ?? 0))
    }

    @Test("the part asked for is dropped, the rest is scaled so that the mean stays", arguments: [0.1, 0.25, 0.5, 0.9])
    func statistics(part: Double) {
        let rows = 400, columns = 250, count = Double(rows * columns)
        let x = Matrix(Array(repeating: Array(repeating: Float(2), count: columns), count: rows))
        Dropout(part: Float(part), seed: 7).apply(x.view)
        let values = Set((0..<rows).flatMap { Array(x.view[$0]) })
        #expect(values == [0, 2 * (1 / (1 - Float(part)))])
        let dropped = (0..<rows).reduce(0) { $0 + x.view[$1].count { $0 == 0 } }
        // Five standard deviations of a binomial distribution.
        #expect(abs(Double(dropped) - count * part) < 5 * (count * part * (1 - part)).squareRoot())
    }

    @Test("neighbours, rows, halves of a row and seeds have nothing to do with each other")
    func independence() {
        let mask = mask(Dropout(part: 0.5, seed: 3), rows: 301, columns: 256)
        let others: [(String, [[Bool]], [[Bool]])] = [
            ("columns", mask.map { Array($0.dropLast()) }, mask.map { Array($0.dropFirst()) }),
            ("two columns", mask.map { Array($0.dropLast(2)) }, mask.map { Array($0.dropFirst(2)) }),
            ("a vector apart", mask.map { Array($0.dropLast(16)) }, mask.map { Array($0.dropFirst(16)) }),
            ("halves", mask.map { Array($0[..<128]) }, mask.map { Array($0[128...]) }),
            ("rows", Array(mask.dropLast()), Array(mask.dropFirst())),
            ("twelve rows", Array(mask.dropLast(12)), Array(mask.dropFirst(12))),
            ("next seed", mask, self.mask(Dropout(part: 0.5, seed: 4), rows: 301, columns: 256)),
            ("far seed", mask, self.mask(Dropout(part: 0.5, seed: 3 << 40), rows: 301, columns: 256)),
        ]
        for (name, one, other) in others {
            // Half of 38,000 pairs at least: the standard deviation is under 0.0026.
            #expect(abs(agreement(one, other) - 0.5) < 0.013, "\(name)")
        }
        let columns = (0..<256).map { column in mask.count { $0[column] } }
        #expect(columns.allSatisfy { abs(Double($0) - 150.5) < 44 }, "every column is dropped half of the time")
    }

    @Test("a seed gives the same bits in every instruction set and from any first row", arguments: [1, 5, 16, 33, 384])
    func sameBits(columns: Int) {
        var generator = SeededGenerator(seed: 9)
        let x = Matrix.random(11, columns, stride: columns + 5, using: &generator)
        let dropout = Dropout(part: 0.3, seed: 11)
        let reference = x.copy()
        dropout.apply(reference.view, instructions: .scalar)
        for instructions in InstructionSet.available {
            let whole = x.copy(), parts = x.copy()
            dropout.apply(whole.view, instructions: instructions)
            dropout.apply(parts.rows(6..<11), firstRow: 6, instructions: instructions)
            dropout.apply(parts.rows(0..<6), firstRow: 0, instructions: instructions)
            #expect(whole.difference(reference) == 0 && parts.difference(reference) == 0)
            #expect(whole.paddingIsUntouched)
        }
    }

    @Test("dropping nothing changes nothing")
    func none() {
        var generator = SeededGenerator(seed: 10)
        let x = Matrix.random(5, 37, using: &generator), before = x.copy()
        for instructions in InstructionSet.available {
            Dropout(part: 0, seed: 5).apply(x.view, instructions: instructions)
        }
        #expect(x.difference(before) == 0)
    }
}
