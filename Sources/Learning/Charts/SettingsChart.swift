/// What the settings of an experiment are worth, as bars from the baseline's mean F1: to the right of it where a row is
/// better, to the left where it is worse. Without a baseline the bars begin at the lowest mark.
struct SettingsChart {
    let result: ExperimentResult

    private static let left = 230.0, right = 700.0, top = 96.0, step = 24.0

    /// The chart as SVG.
    var svg: String {
        let rows = result.rows.filter { ExperimentResult.mean($0.ours) != nil }
        let bottom = Self.top + Double(max(rows.count, 1)) * Self.step
        var drawing = Drawing(width: Self.right + 100, height: bottom + 50)
        drawing.text(result.title, x: 24, y: 26, size: 16, bold: true)
        let base = result.baseline.map { result.rows[$0] }
        let subject = base.map { "difference of the mean F1 on devel to \($0.name), points" } ?? "mean F1 on devel (%)"
        drawing.text(subject, x: 24, y: 46, colour: "#666666")
        drawing.text("mean F1", x: Self.right + 76, y: Self.top - 12, anchor: .end, bold: true)

        let values = rows.map { base == nil ? ExperimentResult.mean($0.ours) ?? 0 : result.difference(of: $0) ?? 0 }
        let low = values.min() ?? 0, high = values.max() ?? 0
        let axis = Axis(
            over: base == nil ? low...max(high, low + 0.1) : min(low, 0)...max(high, low + 0.1, 0.1),
            pixels: (Self.left, Self.right - 50))
        for mark in axis.marks {
            let x = axis.pixel(mark)
            drawing.line(from: (x, Self.top), to: (x, bottom), colour: "#e0e0e0")
            drawing.text(axis.label(mark), x: x, y: bottom + 18, anchor: .middle)
        }
        let zero = axis.pixel(base == nil ? axis.values.lowerBound : 0)
        for (number, (row, value)) in zip(rows, values).enumerated() {
            let y = Self.top + Double(number) * Self.step, end = axis.pixel(value)
            let isBase = row.name == base?.name
            drawing.text(row.name, x: Self.left - 10, y: y + 16, anchor: .end, bold: isBase)
            drawing.box(
                x: min(zero, end), y: y + 5, width: abs(end - zero), height: Self.step - 10,
                colour: Drawing.colour(end < zero ? 1 : 0))
            if base != nil, !isBase {
                drawing.text(ExperimentResult.signed(value), x: max(zero, end) + 6, y: y + 16, colour: "#666666")
            }
            let mean = ExperimentResult.mean(row.ours).map(Percent.text) ?? "-"
            drawing.text(mean, x: Self.right + 76, y: y + 16, anchor: .end, bold: isBase)
        }
        drawing.line(from: (zero, Self.top), to: (zero, bottom))
        return drawing.svg
    }
}
