/// The curves of a run: the loss above, the scores on devel of each corpus and their mean below, over the epochs.
struct LearningCurves {
    let state: RunState
    let steps: StepPlan
    let names: ScoreNames

    private static let width = 860.0, left = 64.0, right = 650.0

    /// The chart as SVG.
    var svg: String {
        let hasScores = !names.corpora.isEmpty
        var drawing = Drawing(width: Self.width, height: hasScores ? 660 : 350)
        drawing.text("Learning curves", x: Self.left, y: 26, size: 16, bold: true)
        drawing.text(
            "step \(state.step) of \(steps.total)", x: Self.right, y: 26, anchor: .end, colour: "#666666")
        let epochs = Axis(
            over: 0...max(steps.epochs(after: steps.total), 1e-6), pixels: (Self.left, Self.right), marks: 8,
            exact: true)
        drawLoss(in: &drawing, epochs: epochs)
        if hasScores { drawScores(in: &drawing, epochs: epochs) }
        return drawing.svg
    }

    private func drawLoss(in drawing: inout Drawing, epochs: Axis) {
        let values = state.losses.map(\.value).filter(\.isFinite)
        // The first points are far above all others; the axis is cut where they would flatten the rest.
        let sorted = values.sorted()
        let high = sorted.isEmpty ? 1 : min(sorted[sorted.count - 1], 4 * sorted[sorted.count / 2])
        let axis = Axis(over: 0...max(high, 1e-3), pixels: (300, 60))
        frame(in: &drawing, epochs: epochs, axis: axis, title: "loss a word (nats)", hasTitle: names.corpora.isEmpty)
        let points = state.losses.map { loss in
            (epochs.pixel(steps.epochs(after: loss.step)), axis.pixel(min(loss.value, axis.values.upperBound)))
        }
        drawing.curve(points, colour: Drawing.colour(0), width: 1, opacity: 0.35)
        drawing.curve(smoothed(points), colour: Drawing.colour(0))
        drawing.line(from: (Self.right + 16, 70), to: (Self.right + 38, 70), colour: Drawing.colour(0), width: 2)
        drawing.text("training loss, smoothed", x: Self.right + 44, y: 74)
        if let last = values.last {
            drawing.text("latest \((last * 10_000).rounded() / 10_000)", x: Self.right + 44, y: 92, colour: "#666666")
        }
    }

    private func drawScores(in drawing: inout Drawing, epochs: Axis) {
        let all = state.evaluations.flatMap { names.percentages(names.list($0)).map(\.1) }
        let low = max(0, (all.min() ?? 0) - 2), high = min(100, (all.max() ?? 100) + 1)
        let axis = Axis(over: low...max(high, low + 1), pixels: (600, 350))
        let title = "\(names.measures.isEmpty ? "F1" : "scores") on devel (%)"
        frame(in: &drawing, epochs: epochs, axis: axis, title: title, hasTitle: true)
        let last = state.evaluations.last
        let lists = state.evaluations.map { names.percentages(names.list($0)) }
        var series = names.percentages(names.all).enumerated().map { number, name in
            (name, lists.map { $0[number].1 }, Drawing.colour(number), 1.5)
        }
        series.append(("mean", state.evaluations.map(\.mean), "#000000", 3))
        let order = series.indices.sorted { (series[$0].1.last ?? 0) > (series[$1].1.last ?? 0) }
        for (place, number) in order.enumerated() {
            let (name, values, colour, width) = series[number]
            let points = zip(state.evaluations, values).map { evaluation, value in
                (epochs.pixel(steps.epochs(after: evaluation.step)), axis.pixel(value))
            }
            drawing.curve(points, colour: colour, width: width)
            for point in points { drawing.dot(point, radius: width + 1, colour: colour) }
            let y = 362 + Double(place) * 20
            drawing.line(from: (Self.right + 16, y - 4), to: (Self.right + 38, y - 4), colour: colour, width: width)
            drawing.text(name, x: Self.right + 44, y: y, bold: name == "mean")
            if last != nil, let value = values.last {
                drawing.text(Percent.text(value), x: Self.width - 8, y: y, anchor: .end, bold: name == "mean")
            }
        }
    }

    /// Axes with their marks and titles.
    private func frame(in drawing: inout Drawing, epochs: Axis, axis: Axis, title: String, hasTitle: Bool) {
        for mark in axis.marks {
            let y = axis.pixel(mark)
            drawing.line(from: (Self.left, y), to: (Self.right, y), colour: "#e0e0e0")
            drawing.text(axis.label(mark), x: Self.left - 8, y: y + 4, anchor: .end)
        }
        for mark in epochs.marks {
            let x = epochs.pixel(mark)
            drawing.line(from: (x, axis.pixels.0), to: (x, axis.pixels.0 + 5))
            drawing.text(epochs.label(mark), x: x, y: axis.pixels.0 + 19, anchor: .middle)
        }
        drawing.line(from: (Self.left, axis.pixels.0), to: (Self.right, axis.pixels.0))
        drawing.line(from: (Self.left, axis.pixels.0), to: (Self.left, axis.pixels.1))
        drawing.text(title, x: 18, y: (axis.pixels.0 + axis.pixels.1) / 2, anchor: .middle, turned: true)
        guard hasTitle else { return }
        drawing.text("epochs", x: (Self.left + Self.right) / 2, y: axis.pixels.0 + 38, anchor: .middle)
    }

    /// The mean of each point and its neighbours: a 20th of all to each side.
    private func smoothed(_ points: [(Double, Double)]) -> [(Double, Double)] {
        let reach = points.count / 20
        return points.indices.map { index in
            let near = points[max(0, index - reach)...min(points.count - 1, index + reach)]
            return (points[index].0, near.reduce(0) { $0 + $1.1 } / Double(near.count))
        }
    }
}
