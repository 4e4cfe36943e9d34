internal import Glibc

/// A linear axis: a range of values on a range of pixels, with marks at round values.
struct Axis {
    /// The values at both ends.
    let values: ClosedRange<Double>
    /// The pixels of the lowest and of the highest value.
    let pixels: (Double, Double)
    /// The values that are marked.
    let marks: [Double]
    private let places: Int

    /// Makes an axis for values, widened to marks at both ends unless `exact`.
    init(over range: ClosedRange<Double>, pixels: (Double, Double), marks wanted: Int = 5, exact: Bool = false) {
        let span = max(range.upperBound - range.lowerBound, 1e-9)
        let rough = span / Double(max(wanted, 1))
        let power = pow(10, floor(log10(rough)))
        let step = ([1, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10) * power
        // A value that is a mark but for rounding is taken for the mark.
        let slack = exact ? -1e-9 : 1e-9
        let low = (range.lowerBound / step + slack).rounded(exact ? .up : .down)
        let high = max((range.upperBound / step - slack).rounded(exact ? .down : .up), exact ? low : low + 1)
        marks = stride(from: low, through: high, by: 1).map { $0 * step }
        values =
            exact
            ? range.lowerBound...(range.lowerBound + span)
            : (low * step)...(high * step)
        self.pixels = pixels
        places = max(0, Int(-floor(log10(step) + 1e-9)))
    }

    /// The pixel of a value.
    func pixel(_ value: Double) -> Double {
        let share = (value - values.lowerBound) / (values.upperBound - values.lowerBound)
        return pixels.0 + share * (pixels.1 - pixels.0)
    }

    /// What is written at a mark.
    func label(_ value: Double) -> String {
        guard places > 0 else { return "\(Int(value.rounded()))" }
        let scale = pow(10, Double(places))
        let scaled = Int((value.magnitude * scale).rounded())
        let fraction = String(scaled % Int(scale))
        let zeros = String(repeating: "0", count: places - fraction.count)
        return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / Int(scale)).\(zeros)\(fraction)"
    }
}
