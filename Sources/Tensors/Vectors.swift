/// Products and sums of vectors.
public enum Vectors {
    /// The sum of `left[i] * right[i]`, always added up in the same order.
    @inlinable
    public static func product(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
        var lanes = SIMD16<Float>()
        var place = 0
        while place + 16 <= count {
            lanes +=
                UnsafeRawPointer(left + place).loadUnaligned(as: SIMD16<Float>.self)
                * UnsafeRawPointer(right + place).loadUnaligned(as: SIMD16<Float>.self)
            place += 16
        }
        var sum = lanes.sum()
        while place < count {
            sum += left[place] * right[place]
            place += 1
        }
        return sum
    }

    /// Adds `factor * vector` to `sum`.
    @inlinable
    public static func add(
        _ vector: UnsafePointer<Float>, times factor: Float, to sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        for place in 0..<count { sum[place] += factor * vector[place] }
    }
}
