/// A SHA-256 digest: 32 bytes that name what they were made from.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Makes a digest of the eight words of a finished hash.
    init(words: [UInt32]) {
        bytes = words.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    /// The digest of bytes.
    public static func of(_ bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        hash.update(bytes.span)
        return hash.finish()
    }

    /// The digest that 64 hexadecimal digits of either case write, or nil.
    public init?(hexadecimal: String) {
        let digits = hexadecimal.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, hexadecimal.utf8.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// 64 lower-case hexadecimal digits.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let written = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: written, as: UTF8.self)
    }

    /// The hexadecimal digits.
    public var description: String { hexadecimal }
}
