import CKernels

/// A tensor as a weights file holds it.
struct StoredTensor {
    var name: String
    var type: SafetensorsType
    var shape: [Int]
    var bytes: [UInt8]

    /// What is stored of a tensor: itself, and the scales of a matrix that is rounded to 8 bits.
    static func parts(of tensor: Weights) -> [StoredTensor] {
        func stored(_ type: SafetensorsType, _ bytes: [UInt8]) -> StoredTensor {
            StoredTensor(name: tensor.name, type: type, shape: tensor.shape, bytes: bytes)
        }
        guard !tensor.areIntegers else {
            return [stored(.int8, tensor.numbers.map { UInt8(bitPattern: Int8($0)) })]
        }
        switch tensor.type {
        case .float32:
            return [stored(.float32, tensor.numbers.withUnsafeBytes(Array.init))]
        case .float16:
            return [stored(.float16, halves(of: tensor.numbers, kernel_float_to_half))]
        case .bfloat16:
            return [stored(.bfloat16, halves(of: tensor.numbers, kernel_float_to_bfloat))]
        case .int8:
            guard tensor.shape.count == 2, tensor.shape[0] >= QuantizedMatrix.leastRows else {
                return [stored(.float32, tensor.numbers.withUnsafeBytes(Array.init))]
            }
            let matrix = QuantizedMatrix(tensor.numbers, rows: tensor.shape[0], columns: tensor.shape[1])
            let scales = StoredTensor(
                name: QuantizedMatrix.scaleName(of: tensor.name), type: .float32, shape: [matrix.scales.count],
                bytes: matrix.scales.withUnsafeBytes(Array.init))
            return [stored(.int8, matrix.integers.withUnsafeBytes(Array.init)), scales]
        }
    }

    /// Numbers rounded to 16 bits by a kernel.
    private static func halves(
        of numbers: [Float], _ round: (UnsafeMutablePointer<UInt16>, UnsafePointer<Float>, Int) -> Void
    ) -> [UInt8] {
        let rounded = [UInt16](unsafeUninitializedCapacity: numbers.count) { halves, count in
            count = numbers.count
            guard let start = halves.baseAddress, count > 0 else { return }
            numbers.withUnsafeBufferPointer { source in
                if let first = source.baseAddress { round(start, first, count) }
            }
        }
        return rounded.withUnsafeBytes(Array.init)
    }
}
