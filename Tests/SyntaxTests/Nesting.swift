/// Whether spans are a tree in pre-order.
enum Nesting {
    /// True when the first span covers all words and every later one lies in, or behind, the ones before it.
    static func isNested(_ spans: [ClosedRange<Int>], count: Int) -> Bool {
        guard spans.first == 0...(count - 1) else { return false }
        var open: [ClosedRange<Int>] = []
        var start = 0
        for span in spans {
            guard span.lowerBound >= start else { return false }
            start = span.lowerBound
            while let last = open.last, last.upperBound < span.lowerBound { open.removeLast() }
            if let last = open.last, last.upperBound < span.upperBound { return false }
            open.append(span)
        }
        return true
    }
}
