/// What the sieve adds for libxml2's sake. None of it reaches a citation.
enum Insertion {
    /// libxml2 takes text nodes of up to 10 MB. An empty comment parts a longer text without changing it, and keeps
    /// libxml2 from joining one CDATA section to the next.
    static let textDivider = Array("<!---->".utf8)

    /// An element of white space behind every citation, with white space behind it.
    ///
    /// libxml2's reader parses ahead in pieces of 512 bytes, and behind the end of an element until the depth changes.
    /// When it meets an error, it forgets what it has parsed and not yet given. With this element between, a citation
    /// has been given before the first byte of the next one is parsed.
    static let citationEnd: [UInt8] = {
        let piece = [UInt8](repeating: 0x20, count: 520)
        let name = Element.citationEnd.names.first.map { "\($0)" } ?? ""
        return Array("<\(name)>".utf8) + piece + Array("</\(name)>".utf8) + piece
    }()
}
