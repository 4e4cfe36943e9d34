/// A growing run of bytes that JSON is written to.
///
/// Foundation's encoder and appending to arrays byte by byte are several times slower than plain stores, so this type
/// holds its memory itself: every append makes room first and then stores without checks.
struct JSONBytes: ~Copyable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Number of bytes written.
    private(set) var count = 0

    /// Starts without bytes.
    init(capacity: Int = 1 << 16) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    /// The bytes written, valid until the next change.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Forgets the bytes and keeps the room.
    mutating func removeAll() { count = 0 }

    /// Makes room for so many bytes more.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        let larger = max(2 * capacity, count + more)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: count)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Appends a byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        store(byte)
    }

    /// Appends text of the program's own as it is.
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        append(copying: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends bytes as they are.
    @inline(__always)
    mutating func append(copying bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Appends a byte into room that was reserved.
    @inline(__always)
    mutating func store(_ byte: UInt8) {
        base[count] = byte
        count &+= 1
    }

    /// Appends a number in decimal digits.
    @inline(__always)
    mutating func append(_ number: Int) {
        reserve(20)
        storeDecimal(number)
    }

    /// Appends a number in decimal digits into reserved room: 20 bytes at most.
    @inline(__always)
    mutating func storeDecimal(_ number: Int) {
        guard number >= 10 else {
            return number >= 0 ? store(UInt8(truncatingIfNeeded: 48 &+ number)) : storeNegative(number)
        }
        var rest = UInt(bitPattern: number)
        let length = Self.digits(in: rest)
        var place = count &+ length
        count = place
        while rest >= 10 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            place &-= 1
            base[place] = UInt8(truncatingIfNeeded: 48 &+ digit)
            rest = quotient
        }
        base[place &- 1] = UInt8(truncatingIfNeeded: 48 &+ rest)
    }

    @inline(never)
    private mutating func storeNegative(_ number: Int) {
        for byte in String(number).utf8 { store(byte) }
    }

    @inline(__always)
    private static func digits(in number: UInt) -> Int {
        if number < 100 { return 2 }
        if number < 1000 { return 3 }
        if number < 10_000 { return 4 }
        var count = 4
        var rest = number / 10_000
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}
