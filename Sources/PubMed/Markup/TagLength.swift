/// Where a tag ends: at its `>` outside quotes.
enum TagLength {
    /// The tag has so many bytes, with its brackets.
    case complete(Int)
    /// The bytes at hand end before it does.
    case incomplete
    /// A `<` stands in it, which XML does not allow.
    case broken

    /// Measures the tag that begins with the first byte.
    init(of bytes: UnsafeBufferPointer<UInt8>) {
        var quote: UInt8 = 0
        var length = 1
        while length < bytes.count {
            let byte = bytes[length]
            length += 1
            switch byte {
            case UInt8(ascii: "<"):
                self = .broken
                return
            case UInt8(ascii: ">") where quote == 0:
                self = .complete(length)
                return
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                quote = quote == 0 ? byte : quote == byte ? 0 : quote
            default:
                break
            }
        }
        self = .incomplete
    }
}
