/// Recognises an element that is well formed beyond doubt, without a parser.
///
/// It accepts less than XML does: start tags, end tags, characters, the five named references and numeric ones, in
/// valid UTF-8. At anything else (comments, CDATA, prefixes, other references, control characters, an error) it is
/// unsure, and leaves the judgement to libxml2. What it accepts, libxml2 accepts: the tests hold the two against each
/// other.
struct PlainElement {
    /// What is known of an element.
    enum Verdict: Equatable {
        /// It has so many bytes, and `hasCollectiveName` tells whether such an element lies in it.
        case wellFormed(length: Int, hasCollectiveName: Bool)
        /// The bytes at hand end before it does.
        case incomplete
        /// It is no plain element.
        case unsure
    }

    private static let depthLimit = 24
    private static let attributeLimit = 8

    private var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private var cursor = 0
    private var hasCollectiveName = false
    /// Names of the open elements, and of the attributes of a tag; kept from one element to the next for their memory.
    private var open: [Range<Int>] = []
    private var attributeNames: [Range<Int>] = []

    private enum Stop: Error { case incomplete, unsure }

    /// Judges the element whose `<` is the first byte.
    mutating func verdict(in bytes: UnsafeBufferPointer<UInt8>) -> Verdict {
        self.bytes = bytes
        cursor = 0
        hasCollectiveName = false
        open.removeAll(keepingCapacity: true)
        do throws(Stop) {
            return .wellFormed(length: try end(), hasCollectiveName: hasCollectiveName)
        } catch {
            return error == .incomplete ? .incomplete : .unsure
        }
    }

    private mutating func end() throws(Stop) -> Int {
        repeat {
            try skipCharacters(until: UInt8(ascii: "<"))
            cursor += 1
            if try byte(at: cursor) == UInt8(ascii: "/") {
                cursor += 1
                try endTag()
            } else {
                try startTag()
            }
        } while !open.isEmpty
        return cursor
    }

    private mutating func endTag() throws(Stop) {
        guard let expected = open.popLast() else { throw .unsure }
        guard cursor + expected.count < bytes.count else { throw .incomplete }
        for offset in 0..<expected.count where bytes[cursor + offset] != bytes[expected.lowerBound + offset] {
            throw .unsure
        }
        cursor += expected.count
        guard try byte(at: cursor) == UInt8(ascii: ">") else { throw .unsure }
        cursor += 1
    }

    private mutating func startTag() throws(Stop) {
        let name = try name()
        if bytes[name.lowerBound] == UInt8(ascii: "C"), name.count == 14 {
            let element = ElementNames.all.element(named: UnsafeBufferPointer(rebasing: bytes[name]))
            if element == .collectiveName { hasCollectiveName = true }
        }
        if try byte(at: cursor) != UInt8(ascii: ">") { try attributes() }
        if try byte(at: cursor) == UInt8(ascii: "/") {
            guard try byte(at: cursor + 1) == UInt8(ascii: ">") else { throw .unsure }
            cursor += 2
        } else {
            guard bytes[cursor] == UInt8(ascii: ">"), open.count < PlainElement.depthLimit else { throw .unsure }
            cursor += 1
            open.append(name)
        }
    }

    /// Attributes up to the end of the tag.
    private mutating func attributes() throws(Stop) {
        attributeNames.removeAll(keepingCapacity: true)
        while true {
            let spaceStart = cursor
            while try byte(at: cursor).isXMLWhiteSpace { cursor += 1 }
            let next = bytes[cursor]
            if next == UInt8(ascii: ">") || next == UInt8(ascii: "/") { return }
            guard cursor > spaceStart, attributeNames.count < PlainElement.attributeLimit else { throw .unsure }
            let name = try name()
            let isRepeated = attributeNames.contains { bytes[$0].elementsEqual(bytes[name]) }
            let declaresNamespace = bytes[name].elementsEqual("xmlns".utf8)
            guard !isRepeated, !declaresNamespace, try byte(at: cursor) == UInt8(ascii: "=") else { throw .unsure }
            attributeNames.append(name)
            cursor += 1
            let quote = try byte(at: cursor)
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw .unsure }
            cursor += 1
            try skipCharacters(until: quote)
            cursor += 1
        }
    }

    /// An ASCII name without a prefix.
    private mutating func name() throws(Stop) -> Range<Int> {
        let start = cursor
        guard try byte(at: start).isNameStart else { throw .unsure }
        while cursor < bytes.count, bytes[cursor].isNameByte { cursor += 1 }
        guard try byte(at: cursor) < 0x80, bytes[cursor] != UInt8(ascii: ":") else { throw .unsure }
        return start..<cursor
    }

    /// Moves to the next `stop`, over characters that need no parser.
    private mutating func skipCharacters(until stop: UInt8) throws(Stop) {
        while true {
            while cursor < bytes.count, bytes[cursor].isPlain { cursor += 1 }
            let byte = try byte(at: cursor)
            if byte == stop { return }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                cursor += 1
            case UInt8(ascii: "]"):
                // "]]>" must not stand in text.
                guard try self.byte(at: cursor + 1) != UInt8(ascii: "]") else { throw .unsure }
                cursor += 1
            case UInt8(ascii: "&"):
                try reference()
            case 0x80...:
                try multibyteCharacter()
            default:
                throw .unsure
            }
        }
    }

    private mutating func reference() throws(Stop) {
        let start = cursor + 1
        var end = start
        while try byte(at: end) != UInt8(ascii: ";") {
            end += 1
            guard end - start <= 8 else { throw .unsure }
        }
        cursor = end + 1
        let name = bytes[start..<end]
        if name.first == UInt8(ascii: "#") {
            let isHex = name.dropFirst().first == UInt8(ascii: "x")
            let digits = String(decoding: name.dropFirst(isHex ? 2 : 1), as: UTF8.self)
            guard digits.first?.isHexDigit == true, let value = UInt32(digits, radix: isHex ? 16 : 10) else {
                throw .unsure
            }
            guard value >= 0x20, Unicode.Scalar(value) != nil, value & 0xFFFE != 0xFFFE else { throw .unsure }
        } else {
            let isKnown =
                name.elementsEqual("amp".utf8) || name.elementsEqual("lt".utf8) || name.elementsEqual("gt".utf8)
                || name.elementsEqual("quot".utf8) || name.elementsEqual("apos".utf8)
            guard isKnown else { throw .unsure }
        }
    }

    /// One character of two to four bytes, checked against the Unicode standard's table 3-7.
    private mutating func multibyteCharacter() throws(Stop) {
        let first = bytes[cursor]
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4 else { throw .unsure }
        guard cursor + count <= bytes.count else { throw .incomplete }
        let second = bytes[cursor + 1]
        let allowed: ClosedRange<UInt8> =
            switch first {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard allowed.contains(second) else { throw .unsure }
        for offset in 2..<max(2, count) where bytes[cursor + offset] & 0xC0 != 0x80 { throw .unsure }
        // U+FFFE and U+FFFF are no characters of XML.
        if first == 0xEF && second == 0xBF && bytes[cursor + 2] >= 0xBE { throw .unsure }
        cursor += count
    }

    private func byte(at offset: Int) throws(Stop) -> UInt8 {
        guard offset < bytes.count else { throw .incomplete }
        return bytes[offset]
    }
}

extension UInt8 {
    /// White space or an ASCII character without a meaning in markup: one bit for each of the 128.
    fileprivate var isPlain: Bool {
        // All from the space on but " & ' < and ], with tab, line feed and carriage return.
        let low: UInt64 = 0xEFFF_FF3B_0000_2600
        let high: UInt64 = 0xFFFF_FFFF_DFFF_FFFF
        return self < 0x80 && ((self < 0x40 ? low : high) >> UInt64(self & 0x3F)) & 1 == 1
    }
    fileprivate var isNameStart: Bool { (self | 0x20) &- 0x61 < 26 || self == 0x5F }
    /// A letter, a digit, "_", "-" or ".".
    fileprivate var isNameByte: Bool {
        let low: UInt64 = 0x03FF_6000_0000_0000
        let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
        return self < 0x80 && ((self < 0x40 ? low : high) >> UInt64(self & 0x3F)) & 1 == 1
    }
}
