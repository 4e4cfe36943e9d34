import CKernels
import Glibc

/// A weights file in the safetensors format, mapped into memory: the length of the header (8 bytes, little-endian), the
/// header (JSON), then the tensors' numbers.
///
/// The whole header is checked when the file is opened; a tensor's numbers are read, and turned into Float32, when it
/// is asked for. A matrix of 8 bits (I8) is read with the tensor of its scales; see `QuantizedMatrix`.
public final class SafetensorsFile: Sendable {
    /// Bytes that a header may have, as in the format's reference implementation.
    public static let headerLimit = 100_000_000

    /// The file's path, or what it was called.
    public let file: String

    let header: SafetensorsHeader
    private let contents: MappedBytes

    /// Maps and checks a file.
    public init(path: String) throws(SafetensorsError) {
        file = path
        contents = try MappedBytes(path: path)
        header = try SafetensorsHeader(contents.bytes, name: path)
    }

    /// Checks a file that is in memory; `name` is what errors call it.
    public init(contents: [UInt8], name: String) throws(SafetensorsError) {
        file = name
        self.contents = MappedBytes(copying: contents)
        header = try SafetensorsHeader(self.contents.bytes, name: name)
    }

    /// The names of all tensors, sorted.
    public var names: [String] { header.entries.keys.sorted() }

    /// The free text of the header.
    public var metadata: [String: String] { header.metadata }

    /// True when there is a tensor of this name.
    public func contains(_ name: String) -> Bool { header.entries[name] != nil }

    /// The shape of a tensor, or nil when there is none of this name.
    public func shape(of name: String) -> [Int]? { header.entries[name]?.shape }

    /// A tensor `[rows x columns]`, as Float32.
    public func matrix(_ name: String, rows: Int, columns: Int) throws(SafetensorsError) -> Matrix {
        let entry = try entry(name, shape: [rows, columns])
        let matrix = Matrix(rows: rows, columns: columns)
        try read(name, entry, into: matrix.pointer)
        return matrix
    }

    /// A tensor `[count]`, as Float32.
    public func vector(_ name: String, count: Int) throws(SafetensorsError) -> [Float] {
        let entry = try entry(name, shape: [count])
        return try numbers(name, entry)
    }

    /// All numbers of a tensor of any shape, in row-major order, as Float32.
    public func numbers(_ name: String) throws(SafetensorsError) -> [Float] {
        guard let entry = header.entries[name] else { throw SafetensorsError(.missing(name, []), file: file) }
        return try numbers(name, entry)
    }

    private func numbers(_ name: String, _ entry: SafetensorsHeader.Entry) throws(SafetensorsError) -> [Float] {
        let count = entry.shape.reduce(1, *)
        let matrix = Matrix(rows: 1, columns: count)
        try read(name, entry, into: matrix.pointer)
        return Array(matrix.view[0])
    }

    private func entry(_ name: String, shape: [Int]) throws(SafetensorsError) -> SafetensorsHeader.Entry {
        guard let entry = header.entries[name] else { throw SafetensorsError(.missing(name, shape), file: file) }
        guard entry.shape == shape else {
            throw SafetensorsError(.wrongShape(name, entry.shape, shape), file: file, position: entry.position)
        }
        return entry
    }

    private func read(
        _ name: String, _ entry: SafetensorsHeader.Entry, into numbers: UnsafeMutablePointer<Float>
    ) throws(SafetensorsError) {
        let range = header.dataStart + entry.bytes.lowerBound..<header.dataStart + entry.bytes.upperBound
        let bytes = UnsafeRawBufferPointer(rebasing: contents.bytes[range])
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        let kernels = InstructionSet.best.kernels.pointee
        switch entry.type {
        case .float32: UnsafeMutableRawPointer(numbers).copyMemory(from: start, byteCount: bytes.count)
        case .float16: kernels.half_to_float(numbers, start, bytes.count / 2)
        case .bfloat16: kernels.bfloat_to_float(numbers, start, bytes.count / 2)
        case .int8 where entry.shape.count == 2:
            let scales = try vector(QuantizedMatrix.scaleName(of: name), count: entry.shape[0])
            QuantizedMatrix.expand(bytes.bindMemory(to: Int8.self), scales: scales, into: numbers)
        case .int8: for (place, byte) in bytes.enumerated() { numbers[place] = Float(Int8(bitPattern: byte)) }
        default:
            throw SafetensorsError(.notFloating(name, entry.type.rawValue), file: file, position: entry.position)
        }
    }
}
