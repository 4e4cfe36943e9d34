/// A strict reader of JSON (RFC 8259) over a line of bytes.
///
/// It reads what it is told to expect and nothing else: there is no recursion and no value tree, so neither depth nor
/// size of the input can hurt. ``position`` is where reading stopped, after an error too.
struct JSONReader {
    /// The line.
    let bytes: UnsafeBufferPointer<UInt8>
    /// Offset of the next byte.
    var position = 0

    /// Starts at the first byte.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The next byte that is no white space, which stays unread.
    @inline(__always)
    mutating func peek() throws(JSONFault) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 { return byte }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { throw .control }
            position &+= 1
        }
        throw .cutShort
    }

    /// Reads a byte if it is the one given.
    @inline(__always)
    mutating func skip(_ byte: UInt8) throws(JSONFault) -> Bool {
        guard try peek() == byte else { return false }
        position &+= 1
        return true
    }

    /// Reads a byte that has to be there.
    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard try skip(byte) else { throw .expected("'\(Character(UnicodeScalar(byte)))'") }
    }

    /// Checks that nothing but white space follows.
    mutating func expectEnd() throws(JSONFault) {
        while position < bytes.count {
            guard [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) else { throw .trailing }
            position += 1
        }
    }

    /// Reads `null` if it is there.
    mutating func skipNull() throws(JSONFault) -> Bool {
        guard try peek() == UInt8(ascii: "n") else { return false }
        guard bytes[position...].starts(with: [0x6E, 0x75, 0x6C, 0x6C]) else { throw .expected("null") }
        position += 4
        return true
    }

    /// Reads an array, calling `element` before each of its values to read it.
    @inline(__always)
    mutating func array(_ element: (inout JSONReader) throws(JSONFault) -> Void) throws(JSONFault) {
        try expect(UInt8(ascii: "["))
        if try skip(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while try skip(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    /// Moves on by bytes that were looked at.
    @inline(__always)
    mutating func advance(_ count: Int) { position &+= count }
}

/// The members that an object may have. `names` are in the order of the cases' raw values, which is that of the schema.
protocol JSONKey: RawRepresentable<Int>, CaseIterable {
    /// The members' names.
    static var names: [StaticString] { get }
    /// Those that may be missing.
    static var optional: [Self] { get }
}

/// How far an object has been read.
struct JSONObjectProgress<Key: JSONKey> {
    private var seen: UInt32 = 0
    private var expected = 0
    private var isOpen = false

    /// Reads up to the next member's value and returns its key, or reads the object's end and returns nil.
    ///
    /// - Throws: when a key is unknown or there twice, or at the end when one is missing.
    mutating func nextKey(_ reader: inout JSONReader) throws(JSONFault) -> Key? {
        if isOpen {
            guard try reader.skip(UInt8(ascii: ",")) else { return try end(&reader) }
        } else {
            try reader.expect(UInt8(ascii: "{"))
            isOpen = true
            if try reader.peek() == UInt8(ascii: "}") { return try end(&reader) }
        }
        let number = try keyNumber(&reader)
        guard seen & (1 << number) == 0 else { throw .duplicateKey(Key.names[number].description) }
        seen |= 1 << number
        expected = number + 1
        try reader.expect(UInt8(ascii: ":"))
        return Key(rawValue: number)
    }

    private func end(_ reader: inout JSONReader) throws(JSONFault) -> Key? {
        try reader.expect(UInt8(ascii: "}"))
        var needed: UInt32 = (1 << UInt32(Key.names.count)) - 1
        for key in Key.optional { needed &= ~(1 << key.rawValue) }
        let missing = needed & ~seen
        guard missing == 0 else { throw .missingKey(Key.names[missing.trailingZeroBitCount].description) }
        return nil
    }

    /// Reads a key. The one that the schema has next is tried first.
    private func keyNumber(_ reader: inout JSONReader) throws(JSONFault) -> Int {
        guard try reader.peek() == UInt8(ascii: "\"") else { throw .expected("a key") }
        let names = Key.names
        if expected < names.count, reader.skipQuoted(names[expected]) { return expected }
        for number in names.indices where reader.skipQuoted(names[number]) { return number }
        throw .unknownKey(try reader.string())
    }
}

extension JSONReader {
    /// Reads a quoted name if it is there, written without escapes.
    @inline(__always)
    mutating func skipQuoted(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard bytes.count - position >= count + 2, bytes[position + count + 1] == UInt8(ascii: "\"") else {
            return false
        }
        for index in 0..<count where bytes[position + 1 + index] != name.utf8Start[index] { return false }
        position += count + 2
        return true
    }
}
