import Syntax
import TestSupport
import Testing

@Suite("The best constituency tree")
struct ConstituencyChartTests {
    /// A table of random spans; about half of them, but not the whole sentence, are empty.
    private func table(
        _ count: Int, _ generator: inout SeededGenerator, _ number: (inout SeededGenerator) -> Float
    ) -> SpanTable {
        let table = SpanTable()
        table.reshape(count: count)
        for first in 0..<count {
            for last in first..<count {
                let isWhole = first == 0 && last == count - 1
                let isEmpty = !isWhole && Bool.random(using: &generator)
                let label = isEmpty ? SpanTable.empty : Int16.random(in: 0..<30, using: &generator)
                table[first, last] = (number(&generator), label)
            }
        }
        return table
    }

    private func bestScore(_ table: SpanTable) -> Float {
        TreeSearch.binaryTrees(0, table.count - 1)
            .map { $0.reduce(0) { $0 + table[$1.lowerBound, $1.upperBound].score } }
            .max() ?? 0
    }

    @Test("no word has no tree, one word has its label")
    func smallest() {
        var chart = ConstituencyChart()
        let table = SpanTable()
        table.reshape(count: 0)
        #expect(chart.decode(table) == .init(spans: [], score: 0))
        table.reshape(count: 1)
        table[0, 0] = (-3, 7)
        #expect(chart.decode(table) == .init(spans: [LabelledSpan(first: 0, last: 0, label: 7)], score: -3))
    }

    @Test("equals the best of all binary trees, on random scores", arguments: 1...8)
    func exhaustive(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        var chart = ConstituencyChart()
        for _ in 0..<20 {
            let table = table(count, &generator) { Float.random(in: -5...5, using: &$0) }
            #expect(abs(chart.decode(table).score - bestScore(table)) < 1e-4)
        }
    }

    @Test("equals the best of all binary trees where many score the same, and always gives the same one")
    func ties() {
        var generator = SeededGenerator(seed: 50)
        var chart = ConstituencyChart()
        for round in 0..<60 {
            let table = table(1 + round % 7, &generator) { Float(Int.random(in: -1...1, using: &$0)) }
            let tree = chart.decode(table)
            #expect(tree.score == bestScore(table))
            var another = ConstituencyChart()
            #expect(another.decode(table) == tree)
        }
    }

    @Test("the spans are those of one binary tree that has the score", arguments: 2...6)
    func spansOfTheTree(count: Int) {
        var generator = SeededGenerator(seed: 70 + UInt64(count))
        var chart = ConstituencyChart()
        for _ in 0..<20 {
            let table = table(count, &generator) { Float.random(in: -5...5, using: &$0) }
            let tree = chart.decode(table)
            let matching = TreeSearch.binaryTrees(0, count - 1).filter { spans in
                let labelled = spans.compactMap { span -> LabelledSpan? in
                    let label = table[span.lowerBound, span.upperBound].label
                    guard label >= 0 else { return nil }
                    return LabelledSpan(first: span.lowerBound, last: span.upperBound, label: Int(label))
                }
                let score = spans.reduce(0) { $0 + table[$1.lowerBound, $1.upperBound].score }
                return labelled == tree.spans && abs(score - tree.score) < 1e-4
            }
            #expect(!matching.isEmpty)
        }
    }

    @Test("equally good splits: the first is taken")
    func firstSplit() {
        var chart = ConstituencyChart()
        let table = SpanTable()
        table.reshape(count: 3)
        for first in 0..<3 { for last in first..<3 { table[first, last] = (0, 1) } }
        #expect(chart.decode(table).spans.map(\.first) == [0, 0, 1, 1, 2])
    }

    @Test("long sentences: nested spans in pre-order, in milliseconds", arguments: [40, 200, 400])
    func large(count: Int) {
        var generator = SeededGenerator(seed: 80)
        var chart = ConstituencyChart()
        let table = table(count, &generator) { Float.random(in: -5...5, using: &$0) }
        var tree = ConstituencyChart.Tree(spans: [], score: 0)
        let nanoseconds = ProcessorTime.nanoseconds { tree = chart.decode(table) }
        #expect(nanoseconds < 200_000_000)
        #expect(Nesting.isNested(tree.spans.map { $0.first...$0.last }, count: count))
    }

    @Test("scores that are no numbers give a tree all the same")
    func noNumbers() {
        var generator = SeededGenerator(seed: 90)
        var chart = ConstituencyChart()
        for count in [1, 2, 7, 33] {
            for odd in [Float.nan, -.infinity, .infinity] {
                let table = table(count, &generator) { Bool.random(using: &$0) ? odd : 1 }
                let spans = chart.decode(table).spans
                #expect(Nesting.isNested(spans.map { $0.first...$0.last }, count: count))
            }
            let nothing = table(count, &generator) { _ in .nan }
            #expect(Nesting.isNested(chart.decode(nothing).spans.map { $0.first...$0.last }, count: count))
        }
    }

    @Test("costs added to the scores change the tree, as a loss needs")
    func augmented() {
        var chart = ConstituencyChart()
        let table = SpanTable()
        table.reshape(count: 3)
        table[0, 2] = (1, 0)
        table[0, 1] = (0.5, 1)
        #expect(chart.decode(table).spans.contains(LabelledSpan(first: 0, last: 1, label: 1)))
        // The span is right: a tree without it costs one more, and the span that crosses it another.
        table[0, 1] = (1, SpanTable.empty)
        table[1, 2] = (1.25, 2)
        let tree = chart.decode(table)
        #expect(tree.spans == [LabelledSpan(first: 0, last: 2, label: 0), LabelledSpan(first: 1, last: 2, label: 2)])
        #expect(tree.score == 2.25)
    }
}
