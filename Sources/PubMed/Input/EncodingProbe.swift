/// Finds out the encoding of a document from its first bytes (XML 1.0, appendix F).
enum EncodingProbe {
    /// The name of the encoding when it is not UTF-8; `start` holds at least the XML declaration.
    static func encoding(of start: [UInt8]) -> String? {
        guard start.count >= 2 else { return nil }
        switch (start[0], start[1]) {
        case (0xFE, 0xFF): return "UTF-16"
        case (0xFF, 0xFE): return start.dropFirst(2).starts(with: [0, 0]) ? "UTF-32" : "UTF-16"
        case (0, 0x3C): return "UTF-16BE"
        case (0x3C, 0): return start.dropFirst(2).starts(with: [0, 0]) ? "UTF-32LE" : "UTF-16LE"
        case (0, 0): return start.dropFirst(2).first == 0 || start.dropFirst(2).first == 0xFE ? "UTF-32" : nil
        default: break
        }
        guard start.starts(with: "<?xml".utf8) else { return nil }
        let declaration = String(decoding: start.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
        guard let name = declaration.firstRange(of: "encoding")?.upperBound else { return nil }
        let quoted = declaration[name...].split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
        // A file that ends within the name has no encoding, it is truncated.
        guard quoted.count >= 3 else { return nil }
        let encoding = String(quoted[1])
        return ["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding.lowercased()) ? nil : encoding
    }
}
