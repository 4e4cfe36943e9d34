internal import CKernels

/// Adds the gradients of shards.
enum GradientSum {
    /// Adds all that `other` touched to `sum`; threads share the ranges, every number is added by itself.
    static func add(_ other: GradientBuffer, to sum: GradientBuffer, threads: Int) {
        let size = 65_536
        var pieces: [Range<Int>] = []
        for (index, parameter) in other.parameters.enumerated() {
            if parameter.rowSize != nil {
                for row in other.touchedRows(of: index) { _ = sum.touch(row: Int(row), of: index) }
            }
            other.forEachRange(of: index) { range in
                for start in stride(from: range.lowerBound, to: range.upperBound, by: size) {
                    pieces.append(start..<min(start + size, range.upperBound))
                }
            }
        }
        nonisolated(unsafe) let (target, source) = (sum.pointer, other.pointer)
        let ranges = pieces
        Parallel.forEach(ranges.count, threads: threads) { index in
            let start = ranges[index].lowerBound
            kernel_add(target + start, source + start, ranges[index].count)
        }
    }
}
