/// Tells whether a document is in UTF-8, from its first bytes (XML 1.0, appendix F).
enum EncodingProbe {
    /// True for UTF-8 and ASCII, declared or by default; `start` holds at least the XML declaration.
    static func isUTF8(_ start: UnsafeBufferPointer<UInt8>) -> Bool {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = start.starts(with: byteOrderMark) ? start.dropFirst(3) : start[...]
        // In UTF-16, UTF-32 and EBCDIC a document does not begin with "<" and an ASCII character, or white space.
        guard let first = text.first, first == UInt8(ascii: "<") || first.isXMLWhiteSpace else { return false }
        guard text.prefix(4).allSatisfy({ $0 > 0 && $0 < 0x80 }) else { return false }
        guard text.starts(with: "<?xml".utf8) else { return true }
        let declaration = String(decoding: text.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
        guard let name = declaration.firstRange(of: "encoding")?.upperBound else { return true }
        let quoted = declaration[name...].split(omittingEmptySubsequences: true) { $0 == "\"" || $0 == "'" }
        guard quoted.count >= 2 else { return false }
        return ["utf-8", "utf8", "us-ascii", "ascii"].contains(quoted[1].lowercased())
    }
}
