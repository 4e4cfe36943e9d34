import JSON

/// A tensor to be written.
public struct Weights {
    /// Its name.
    public var name: String
    /// Its shape; the product is the number of numbers.
    public var shape: [Int]
    /// Its numbers, row-major.
    public var numbers: [Float]
    /// The element type it is rounded to; with `int8` the numbers have to be finite.
    public var type: WeightType
    /// Whether the numbers are whole and stored as such, in 8 bits.
    let areIntegers: Bool

    /// Makes a tensor.
    public init(_ name: String, shape: [Int], numbers: [Float], type: WeightType = .float32) {
        precondition(shape.reduce(1, *) == numbers.count, "shape \(shape) of \(numbers.count) numbers")
        self.name = name
        self.shape = shape
        self.numbers = numbers
        self.type = type
        areIntegers = false
    }

    /// A vector of whole numbers, stored as they are.
    public init(_ name: String, integers: [Int8]) {
        self.name = name
        shape = [integers.count]
        numbers = integers.map(Float.init)
        type = .float32
        areIntegers = true
    }

    /// A matrix as a tensor.
    public init(_ name: String, _ matrix: Matrix, type: WeightType = .float32) {
        let rows = (0..<matrix.rows).flatMap { Array(matrix.view[$0]) }
        self.init(name, shape: [matrix.rows, matrix.columns], numbers: rows, type: type)
    }
}

extension SafetensorsFile {
    /// The bytes of a weights file; equal tensors and metadata give equal bytes.
    ///
    /// Tensors stand in the order of the size of their elements, the largest first, then of their names: so all of them
    /// are aligned. The header is filled up with spaces to a multiple of 8 bytes.
    public static func bytes(of tensors: [Weights], metadata: [String: String] = [:]) -> [UInt8] {
        let parts = tensors.flatMap(StoredTensor.parts)
        precondition(Set(parts.map(\.name)).count == parts.count, "every tensor has a name of its own")
        let order = parts.sorted { ($1.type.size, $0.name) < ($0.type.size, $1.name) }
        var members: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map {
                "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))"
            }
            members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        var end = 0
        for part in order {
            let start = end
            end += part.bytes.count
            let shape = part.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(JSONText.quoted(part.name)):{\"dtype\":\"\(part.type.rawValue)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(start),\(end)]}")
        }
        var header = Array("{\(members.joined(separator: ","))}".utf8)
        header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
        var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        bytes.reserveCapacity(8 + header.count + end)
        bytes += header
        for part in order { bytes += part.bytes }
        return bytes
    }
}
