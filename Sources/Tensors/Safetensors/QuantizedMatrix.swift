/// A matrix rounded to 8 bits: number = integer * scale of its row.
///
/// A weights file has it as two tensors: `NAME`, I8 `[rows x columns]`, and `NAME.scale`, F32 `[rows]`. A row's scale
/// is its largest magnitude by 127, so 0 is exact and nothing is cut off. (On the weights of a MiniLM tagger the scale
/// of least squares makes the error smaller by no more than 0.9% of itself.)
struct QuantizedMatrix: Equatable {
    /// Row-major, -127 to 127.
    var integers: [Int8]
    /// One a row.
    var scales: [Float]

    /// What the tensor of the scales of a matrix is called.
    static func scaleName(of name: String) -> String { "\(name).scale" }

    /// Matrices of fewer rows stay in 32 bits: those of heads, which are small and decide directly.
    static let leastRows = 64

    /// Rounds a matrix `[rows x columns]` of finite numbers.
    init(_ numbers: [Float], rows: Int, columns: Int) {
        precondition(numbers.count == rows * columns, "\(rows) rows of \(columns) numbers")
        integers = []
        integers.reserveCapacity(numbers.count)
        scales = []
        for row in 0..<rows {
            let numbers = numbers[row * columns..<(row + 1) * columns]
            let largest = numbers.reduce(Float(0)) { max($0, $1.magnitude) }
            precondition(largest.isFinite, "8 bits hold finite numbers only")
            // The scale of a row of the smallest numbers that there are may come out as 0; they are 0 then.
            let scale = largest / 127
            scales.append(scale)
            for number in numbers {
                integers.append(scale > 0 ? Int8(max(-127, min(127, (number / scale).rounded(.toNearestOrEven)))) : 0)
            }
        }
    }

    /// Puts the numbers of integers `[rows x columns]` into `numbers`.
    static func expand(
        _ integers: UnsafeBufferPointer<Int8>, scales: [Float], into numbers: UnsafeMutablePointer<Float>
    ) {
        let columns = scales.isEmpty ? 0 : integers.count / scales.count
        for (row, scale) in scales.enumerated() {
            for place in row * columns..<(row + 1) * columns { numbers[place] = Float(integers[place]) * scale }
        }
    }
}
