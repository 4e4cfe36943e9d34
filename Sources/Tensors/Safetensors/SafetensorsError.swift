/// Why a weights file was refused, or why one of its tensors cannot be used.
public struct SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public enum Code: Sendable, Equatable {
        /// The system would not open, read or map the file (its own words).
        case unreadable(String)
        /// The file is too short to hold the header it announces (bytes wanted, bytes there).
        case truncatedHeader(UInt64, Int)
        /// The header is longer than `SafetensorsFile.headerLimit` (its bytes).
        case hugeHeader(UInt64)
        /// The header is not the JSON of this format (what was expected).
        case badHeader(String)
        /// Two tensors have this name.
        case duplicate(String)
        /// A tensor's element type is not one of the format (tensor, type).
        case unknownType(String, String)
        /// A tensor's shape and element type do not give its number of bytes (tensor, why).
        case badSize(String, String)
        /// A tensor lies outside of the file, over another one, leaves a hole, or is not aligned (tensor, why).
        case badPlace(String, String)
        /// Bytes follow the last tensor (number of bytes).
        case trailingBytes(Int)
        /// A tensor that is needed is not in the file (tensor, the shape wanted).
        case missing(String, [Int])
        /// A tensor has another shape than is needed (tensor, its shape, the shape wanted).
        case wrongShape(String, [Int], [Int])
        /// A tensor does not hold floating-point numbers of 16 or 32 bits, or 8-bit rows with scales (tensor, type).
        case notFloating(String, String)
        /// A tensor to be converted holds infinite numbers or none at all (tensor).
        case notFinite(String)
    }

    /// What went wrong.
    public let code: Code
    /// The file's path, or what it was called.
    public let file: String
    /// Byte of the file where it was seen.
    public let position: Int?

    /// Makes an error.
    public init(_ code: Code, file: String, position: Int? = nil) {
        self.code = code
        self.file = file
        self.position = position
    }

    /// File, place, what, and what to do about it.
    public var description: String {
        let place = position.map { ", byte \($0)" } ?? ""
        return "\(file)\(place): \(what). \(remedy)."
    }

    private var what: String {
        switch code {
        case .unreadable(let reason): "cannot be read: \(reason)"
        case .truncatedHeader(let wanted, let there): "a header of \(wanted) bytes in a file of \(there) bytes"
        case .hugeHeader(let size): "a header of \(size) bytes, over the limit of \(SafetensorsFile.headerLimit)"
        case .badHeader(let expected): "the header is not valid, expected \(expected)"
        case .duplicate(let name): "two tensors are named '\(name)'"
        case .unknownType(let name, let type): "tensor '\(name)' has the unknown element type '\(type)'"
        case .badSize(let name, let why): "tensor '\(name)' has the wrong number of bytes: \(why)"
        case .badPlace(let name, let why): "tensor '\(name)' is in the wrong place: \(why)"
        case .trailingBytes(let count): "\(count) bytes after the last tensor"
        case .missing(let name, let wanted): "no tensor '\(name)' of shape \(wanted)"
        case .wrongShape(let name, let shape, let wanted): "tensor '\(name)' has shape \(shape), needed is \(wanted)"
        case .notFloating(let name, let type): "tensor '\(name)' is of type \(type), needed is F32, F16, BF16 or I8"
        case .notFinite(let name): "tensor '\(name)' holds numbers that are not finite"
        }
    }

    private var remedy: String {
        switch code {
        case .unreadable: "Check that the file exists and may be read"
        case .truncatedHeader, .badSize, .badPlace, .trailingBytes:
            "The file is damaged or was cut short: fetch or write it again and compare its checksum"
        case .hugeHeader, .badHeader, .duplicate, .unknownType:
            "Check that it is a safetensors file; if so, write it again with a current library"
        case .missing, .wrongShape: "Check that config.json and the weights belong to the same model"
        case .notFloating: "Convert the tensor, or leave it out of what is loaded"
        case .notFinite: "The training behind it failed: use another checkpoint"
        }
    }
}
