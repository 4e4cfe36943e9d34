/// A drawing in the making, as SVG 1.1. Lengths are in pixels, y grows downwards.
struct Drawing {
    /// Where a text stands relative to its point.
    enum Anchor: String {
        case start, middle, end
    }

    let width: Double, height: Double
    private var elements: [String] = []

    /// Colours that are told apart by people with any colour vision: those of Okabe and Ito (2008) without yellow, and
    /// for more than eight series some of Tol's.
    static let colours = [
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#444444", "#8B4513", "#332288", "#999933",
        "#882255", "#44AA99",
    ]

    /// An empty drawing on white.
    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The colour of the n-th series.
    static func colour(_ number: Int) -> String { colours[number % colours.count] }

    mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 12, anchor: Anchor = .start, bold: Bool = false,
        colour: String = "#222222", turned: Bool = false
    ) {
        var attributes = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        attributes += " text-anchor=\"\(anchor.rawValue)\" fill=\"\(colour)\""
        if bold { attributes += " font-weight=\"bold\"" }
        if turned { attributes += " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\"" }
        elements.append("<text \(attributes)>\(Self.escaped(text))</text>")
    }

    mutating func line(
        from start: (Double, Double), to end: (Double, Double), colour: String = "#222222", width: Double = 1
    ) {
        var attributes = "x1=\"\(Self.number(start.0))\" y1=\"\(Self.number(start.1))\""
        attributes += " x2=\"\(Self.number(end.0))\" y2=\"\(Self.number(end.1))\""
        elements.append("<line \(attributes) stroke=\"\(colour)\" stroke-width=\"\(Self.number(width))\"/>")
    }

    mutating func curve(_ points: [(Double, Double)], colour: String, width: Double = 2, opacity: Double = 1) {
        let list = points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
        elements.append(
            "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"\(Self.number(width))\""
                + " stroke-opacity=\"\(Self.number(opacity))\" stroke-linejoin=\"round\"/>")
    }

    mutating func dot(_ point: (Double, Double), radius: Double = 3, colour: String) {
        elements.append(
            "<circle cx=\"\(Self.number(point.0))\" cy=\"\(Self.number(point.1))\" r=\"\(Self.number(radius))\""
                + " fill=\"\(colour)\"/>")
    }

    mutating func box(x: Double, y: Double, width: Double, height: Double, colour: String) {
        elements.append(
            "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(max(width, 0)))\""
                + " height=\"\(Self.number(max(height, 0)))\" fill=\"\(colour)\"/>")
    }

    /// The file's text.
    var svg: String {
        let size = "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        let view = "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
        let font = "font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\""
        let background = "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(view) \(font)>\n"
            + ([background] + elements).joined(separator: "\n") + "\n</svg>\n"
    }

    /// A coordinate with at most two places.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
    }
}
