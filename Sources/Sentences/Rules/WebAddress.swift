/// Finds web addresses, e-mail addresses and digital object identifiers, which stay one token.
enum WebAddress {
    private static let schemes = ["http://", "https://", "ftp://", "www."].map { Array($0.utf8) }

    /// The end of the address that begins at an offset, or nil where none begins.
    static func end(_ characters: Characters, at offset: Int) -> Int? {
        let bytes = characters.bytes
        switch bytes[offset] {
        case UInt8(ascii: "h"), UInt8(ascii: "f"), UInt8(ascii: "w"), UInt8(ascii: "1"): break
        default: return nil
        }
        let rest = bytes[offset...]
        guard schemes.contains(where: { rest.starts(with: $0) }) || isIdentifier(characters, at: offset) else {
            return nil
        }
        var end = offset
        while end < characters.end, bytes[end] > 0x20, bytes[end] < 0x7F, !"<>\"[]{}".utf8.contains(bytes[end]) {
            end += 1
        }
        // What the sentence puts after the address is not its own, but for a bracket that closes one inside it.
        let hasBracket = bytes[offset..<end].contains(UInt8(ascii: "("))
        while end > offset + 1, ".,;:!?)'".utf8.contains(bytes[end - 1]) {
            if hasBracket && bytes[end - 1] == UInt8(ascii: ")") { break }
            end -= 1
        }
        return end
    }

    /// Whether a digital object identifier begins at an offset: "10.", four or more digits, a slash.
    private static func isIdentifier(_ characters: Characters, at offset: Int) -> Bool {
        guard characters.bytes[offset...].starts(with: "10.".utf8) else { return false }
        var place = offset + 3
        while place < offset + 12, characters.byte(place) >= 0x30, characters.byte(place) <= 0x39 { place += 1 }
        return place >= offset + 7 && characters.byte(place) == UInt8(ascii: "/")
    }
}
