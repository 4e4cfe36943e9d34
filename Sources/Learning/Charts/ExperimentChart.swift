/// The scores of an experiment as groups of bars: a group a corpus and one for the mean, in it a bar a variant; a mark
/// on each bar shows the paper's score of the same variant, a whisker our spread over several seeds. Below stand the
/// means of all rows with their differences to the baseline, ours and the paper's.
struct ExperimentChart {
    let result: ExperimentResult

    private static let left = 64.0, top = 66.0, bottom = 370.0, step = 20.0

    /// The chart as SVG.
    var svg: String {
        let rows = result.rows.enumerated().filter { !$0.element.ours.allSatisfy { $0 == nil } }
        let bar = 16.0, gap = 26.0
        let group = Double(max(rows.count, 1)) * bar + gap
        let right = Self.left + Double(result.head.count) * group + gap
        let height = Self.bottom + 90 + Double(result.rows.count) * Self.step
        var drawing = Drawing(width: max(right + 24, 760), height: height)
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
                    drawWhisker(row, column, score, x: x + bar / 2, axis: axis, in: &drawing)
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
        drawSummary(in: &drawing)
        return drawing.svg
    }

    private func score(_ scores: [Double?], _ column: Int) -> Double? {
        column < scores.count ? scores[column] : ExperimentResult.mean(scores)
    }

    /// A line as long as the spread to either side of a score, as far as the axis reaches.
    private func drawWhisker(
        _ row: ExperimentResult.Row, _ column: Int, _ score: Double, x: Double, axis: Axis, in drawing: inout Drawing
    ) {
        guard let spread = column < row.spread.count ? row.spread[column] : row.meanSpread else { return }
        let low = max(score - spread, axis.values.lowerBound), high = min(score + spread, axis.values.upperBound)
        drawing.line(from: (x, axis.pixel(low)), to: (x, axis.pixel(high)), width: 1.5)
    }

    /// A line a row: its colour and name, and on both sides the mean and its difference to the baseline.
    private func drawSummary(in drawing: inout Drawing) {
        var y = Self.bottom + 62
        let columns = [330.0, 430, 560, 650]
        let base = result.baseline.map { result.rows[$0].name } ?? "nothing"
        for (x, text) in zip(columns, ["mean, ours", "to \(base)", "mean, paper", "to \(base)"]) {
            drawing.text(text, x: x, y: y, anchor: .end, bold: true)
        }
        for (number, row) in result.rows.enumerated() {
            y += Self.step
            if !row.isCited {
                drawing.box(x: Self.left, y: y - 10, width: 12, height: 12, colour: Drawing.colour(number))
            }
            drawing.text(row.name, x: Self.left + 17, y: y, bold: number == result.baseline)
            let ours = ExperimentResult.mean(row.ours), paper = ExperimentResult.mean(row.paper)
            let cells = [
                ours.map { ExperimentResult.text($0, spread: row.meanSpread) },
                (result.differences(of: number, paper: false).last ?? nil).map(ExperimentResult.signed),
                paper.map(Percent.text),
                (result.differences(of: number, paper: true).last ?? nil).map(ExperimentResult.signed),
            ]
            for (x, cell) in zip(columns, cells) { drawing.text(cell ?? "-", x: x, y: y, anchor: .end) }
        }
    }
}
