internal import Tensors

extension MatrixView {
    /// Takes vectors `[rows x size]` with a 1 behind each: `[rows x (size + 1)]`. Products with them have their constants.
    func assignExtended(_ vectors: MatrixView) {
        precondition(vectors.rows == rows && vectors.columns + 1 == columns, "vectors and a column more")
        for row in 0..<rows {
            let target = pointer + row * stride
            target.update(from: vectors.pointer + row * vectors.stride, count: vectors.columns)
            target[vectors.columns] = 1
        }
    }

    /// Takes the first columns of a matrix with as many rows.
    func assignColumns(of other: MatrixView) {
        precondition(other.rows == rows && other.columns >= columns, "a wider matrix")
        for row in 0..<rows {
            (pointer + row * stride).update(from: other.pointer + row * other.stride, count: columns)
        }
    }

    /// Sets everything to 0.
    func clear() {
        for row in 0..<rows { (pointer + row * stride).update(repeating: 0, count: columns) }
    }

    /// Multiplies every number.
    func scale(by factor: Float) {
        guard factor != 1 else { return }
        for row in 0..<rows {
            let numbers = pointer + row * stride
            for column in 0..<columns { numbers[column] *= factor }
        }
    }
}

/// Products and sums of vectors.
enum Vectors {
    /// The sum of `left[i] * right[i]`, always added up in the same order.
    static func product(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
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
    static func add(
        _ vector: UnsafePointer<Float>, times factor: Float, to sum: UnsafeMutablePointer<Float>, count: Int
    ) {
        for place in 0..<count { sum[place] += factor * vector[place] }
    }
}
