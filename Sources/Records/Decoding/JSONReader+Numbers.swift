extension JSONReader {
    /// Reads a number that is an integer of at most 18 digits, not negative, without fraction or exponent.
    @inline(__always)
    mutating func count() throws(JSONFault) -> Int {
        let first = try peek()
        var value = Int(first) - 48
        guard 0...9 ~= value else { throw .expected("a number from 0") }
        let start = position
        position &+= 1
        while position < bytes.count {
            let digit = Int(bytes[position]) &- 48
            guard 0...9 ~= digit else { break }
            value = 10 &* value &+ digit
            position &+= 1
            guard position &- start <= 18 else { throw .number }
        }
        // No leading zeros, and nothing that would make it another number.
        guard first != 48 || position &- start == 1, position == bytes.count || !isNumeric(bytes[position]) else {
            throw .number
        }
        return value
    }

    /// Reads any finite number of at most 64 characters.
    mutating func decimal() throws(JSONFault) -> Double {
        _ = try peek()
        var end = position
        while end < bytes.count, isNumeric(bytes[end]) { end += 1 }
        let text = bytes[position..<end]
        guard !text.isEmpty else { throw .expected("a number") }
        guard text.count <= 64, Self.isNumber(text), let value = Double(String(decoding: text, as: UTF8.self)),
            value.isFinite
        else { throw .number }
        advance(end - position)
        return value
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// True when the characters are a number by JSON's grammar: `-? int frac? exp?`.
    private static func isNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = text
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        if rest.first == UInt8(ascii: "0") {
            rest.removeFirst()
        } else if !removeDigits(&rest) {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard removeDigits(&rest) else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
            guard removeDigits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    private static func removeDigits(_ text: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let rest = text.drop { 48...57 ~= $0 }
        defer { text = rest }
        return rest.startIndex > text.startIndex
    }
}
