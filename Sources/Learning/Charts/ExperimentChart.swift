/// The scores of an experiment as groups of bars: a group a corpus and one for the mean, in it a bar a variant; a mark
/// on each bar shows the paper's score of the same variant.
struct ExperimentChart {
    let result: ExperimentResult

    private static let left = 64.0, top = 96.0, bottom = 400.0

    /// The chart as SVG.
    var svg: String {
        let rows = result.rows.enumerated().filter { !$0.element.ours.allSatisfy { $0 == nil } }
        let bar = 16.0, gap = 26.0
        let group = Double(max(rows.count, 1)) * bar + gap
        let right = Self.left + Double(result.head.count) * group + gap
        var drawing = Drawing(width: max(right + 24, 640), height: 470)
        drawing.text(result.title, x: Self.left, y: 26, size: 16, bold: true)
        drawing.text(
            "bars: our F1 on devel; marks: the paper's F1 on the test set (another split, another encoder)",
            x: Self.left, y: 46, colour: "#666666")

        let scores = rows.flatMap { $0.element.ours + $0.element.paper }.compactMap { $0 }
        let low = max(0, (scores.min() ?? 0) - 5)
        let axis = Axis(over: low...max(scores.max() ?? 100, low + 1), pixels: (Self.bottom, Self.top))
        for mark in axis.marks {
            let y = axis.pixel(mark)
            drawing.line(from: (Self.left, y), to: (right, y), colour: "#e0e0e0")
            drawing.text(axis.label(mark), x: Self.left - 8, y: y + 4, anchor: .end)
        }
        drawing.text("F1 (%)", x: 18, y: (Self.top + Self.bottom) / 2, anchor: .middle, turned: true)

        for (column, name) in result.head.enumerated() {
            let start = Self.left + gap / 2 + Double(column) * group
            for (place, (number, row)) in rows.enumerated() {
                let x = start + Double(place) * bar
                if let score = score(row.ours, column) {
                    let y = axis.pixel(score)
                    drawing.box(
                        x: x + 1, y: y, width: bar - 2, height: Self.bottom - y, colour: Drawing.colour(number))
                }
                if let score = score(row.paper, column) {
                    let y = axis.pixel(score)
                    drawing.line(from: (x - 1, y), to: (x + bar + 1, y), colour: "#000000", width: 2)
                }
            }
            let middle = start + (group - gap) / 2
            // Two lines: neighbours' names would touch.
            let y = Self.bottom + (column % 2 == 0 ? 18 : 34)
            drawing.text(name, x: middle, y: y, anchor: .middle, bold: column == result.columns.count)
        }
        drawing.line(from: (Self.left, Self.bottom), to: (right, Self.bottom))
        drawLegend(rows.map { ($0.offset, $0.element.name) }, in: &drawing)
        return drawing.svg
    }

    private func score(_ scores: [Double?], _ column: Int) -> Double? {
        column < scores.count ? scores[column] : ExperimentResult.mean(scores)
    }

    private func drawLegend(_ rows: [(number: Int, name: String)], in drawing: inout Drawing) {
        var x = Self.left
        for row in rows {
            drawing.box(x: x, y: 62, width: 12, height: 12, colour: Drawing.colour(row.number))
            drawing.text(row.name, x: x + 17, y: 72)
            x += 40 + Double(row.name.count) * 7.5
        }
        drawing.line(from: (x, 68), to: (x + 16, 68), colour: "#000000", width: 2)
        drawing.text("paper", x: x + 21, y: 72)
    }
}
