/// A reader of the little JSON that a safetensors header is: `{"name": {"dtype": "F32", "shape": [2, 3],
/// "data_offsets": [0, 24]}, ..., "__metadata__": {"key": "text"}}`.
///
/// A general JSON reader would let a name given twice pass and could not say where an error is.
struct SafetensorsHeaderParser {
    private let bytes: UnsafeRawBufferPointer
    private let file: String
    private let start: Int
    private var at = 0

    /// Starts at the first byte of a header that begins at byte `start` of the file.
    init(bytes: UnsafeRawBufferPointer, file: String, start: Int) {
        self.bytes = bytes
        self.file = file
        self.start = start
    }

    /// Reads all of the header.
    mutating func parse(into header: inout SafetensorsHeader) throws(SafetensorsError) {
        // The format wants the brace first: no space before it.
        guard bytes.first == UInt8(ascii: "{") else { throw bad("'{' as the first byte") }
        try members { (parser, name, position) throws(SafetensorsError) in
            if name == "__metadata__" {
                guard header.metadata.isEmpty else { throw parser.bad("'__metadata__' once") }
                header.metadata = try parser.metadata()
                return
            }
            guard header.entries[name] == nil else {
                throw SafetensorsError(.duplicate(name), file: parser.file, position: position)
            }
            header.entries[name] = try parser.entry(name, position)
        }
        skipSpace()
        guard at == bytes.count else { throw bad("nothing but spaces after the last '}'") }
    }

    private mutating func entry(_ name: String, _ position: Int) throws(SafetensorsError) -> SafetensorsHeader.Entry {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try members { (parser, key, _) throws(SafetensorsError) in
            switch key {
            case "dtype" where type == nil: type = try parser.string()
            case "shape" where shape == nil: shape = try parser.wholeNumbers()
            case "data_offsets" where offsets == nil: offsets = try parser.wholeNumbers()
            default: throw parser.bad("'dtype', 'shape' and 'data_offsets' once each, not '\(key)'")
            }
        }
        guard let type, let shape, let offsets else { throw bad("'dtype', 'shape' and 'data_offsets' of '\(name)'") }
        guard let known = SafetensorsType(rawValue: type) else {
            throw SafetensorsError(.unknownType(name, type), file: file, position: position)
        }
        guard offsets.count == 2, offsets[0] <= offsets[1] else {
            throw bad("two numbers, the lower first, as 'data_offsets' of '\(name)'")
        }
        return SafetensorsHeader.Entry(type: known, shape: shape, bytes: offsets[0]..<offsets[1], position: position)
    }

    private mutating func metadata() throws(SafetensorsError) -> [String: String] {
        var found: [String: String] = [:]
        try members { (parser, key, _) throws(SafetensorsError) in
            guard found[key] == nil else { throw parser.bad("each key of '__metadata__' once") }
            found[key] = try parser.string()
        }
        return found
    }

    /// Reads an object, calling `member` at each value with its name and the byte of the file the name stands at.
    private mutating func members(
        _ member: (inout SafetensorsHeaderParser, String, Int) throws(SafetensorsError) -> Void
    ) throws(SafetensorsError) {
        try expect("{")
        if take("}") { return }
        repeat {
            skipSpace()
            let position = start + at
            let name = try string()
            try expect(":")
            try member(&self, name, position)
        } while take(",")
        try expect("}")
    }

    private mutating func wholeNumbers() throws(SafetensorsError) -> [Int] {
        var numbers: [Int] = []
        try expect("[")
        if take("]") { return numbers }
        repeat { numbers.append(try wholeNumber()) } while take(",")
        try expect("]")
        return numbers
    }

    private mutating func wholeNumber() throws(SafetensorsError) -> Int {
        skipSpace()
        let first = at
        var value = 0
        while at < bytes.count, let digit = digitValue(bytes[at]) {
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = tens.addingReportingOverflow(digit)
            guard !over && !overflow else { throw bad("a number that fits in 63 bits") }
            value = sum
            at += 1
        }
        guard at > first, at == first + 1 || bytes[first] != UInt8(ascii: "0") else { throw bad("a whole number") }
        return value
    }

    private func digitValue(_ byte: UInt8) -> Int? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
    }

    private mutating func string() throws(SafetensorsError) -> String {
        try expect("\"")
        var content: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw bad("text in UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &content)
            case 0..<0x20: throw bad("no control character in text")
            default: content.append(byte)
            }
        }
        throw bad("the end of a text")
    }

    private mutating func escape(into content: inout [UInt8]) throws(SafetensorsError) {
        guard at < bytes.count else { throw bad("a character after '\\'") }
        at += 1
        switch bytes[at - 1] {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(bytes[at - 1])
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if code & 0xFC00 == 0xD800 {
                guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                    throw bad("the second half of a surrogate pair")
                }
                at += 2
                let low = try hexadecimal()
                guard low & 0xFC00 == 0xDC00 else { throw bad("the second half of a surrogate pair") }
                code = 0x10000 + (code & 0x3FF) << 10 + low & 0x3FF
            }
            guard let scalar = Unicode.Scalar(code) else { throw bad("the code of a character") }
            content.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw bad("one of the escapes of JSON")
        }
    }

    private mutating func hexadecimal() throws(SafetensorsError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
                throw bad("four hexadecimal digits")
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(SafetensorsError) {
        guard take(character) else { throw bad("'\(character)'") }
    }

    private func bad(_ expected: String) -> SafetensorsError {
        SafetensorsError(.badHeader(expected), file: file, position: start + at)
    }
}
