import Glibc

/// A window that moves over the bytes of a source: at its front the bytes cleared to be given on, then those at hand.
struct ByteWindow: ~Copyable {
    private let source: any ByteSource
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 18
    private var start = 0
    private var end = 0

    /// Bytes at the front that may be given on.
    private(set) var cleared = 0
    /// True when the source has no more bytes than those at hand.
    private(set) var sourceEnded = false
    /// Why the source ended, when it was not its end. It counts when all bytes before it were given.
    private(set) var damage: Damage?
    /// Offset of the front in the source.
    private(set) var position: Int64 = 0

    /// Opens the window on the first bytes of a source.
    init(source: any ByteSource) {
        self.source = source
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// The bytes at hand, the cleared ones first. Good until bytes are asked for.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: buffer + start, count: end - start) }

    /// Clears bytes at the front; none may be cleared before.
    mutating func clear(_ count: Int) { cleared = count }

    /// Moves cleared bytes to a buffer and returns their number.
    mutating func give(to target: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(cleared, target.count)
        target.copyMemory(from: UnsafeRawBufferPointer(start: buffer + start, count: count))
        cleared -= count
        skip(count)
        return count
    }

    /// Leaves bytes at the front out.
    mutating func skip(_ count: Int) {
        start += count
        position += Int64(count)
    }

    /// Ends the source at the front.
    mutating func endHere(_ damage: Damage) {
        self.damage = damage
        self.damage?.position = position
        sourceEnded = true
        end = start
        cleared = 0
    }

    /// True when so many bytes are at hand, after reading more if need be.
    mutating func has(_ count: Int) -> Bool {
        if start + count > end { fill(atLeast: count) }
        return start + count <= end
    }

    /// Reads more than is at hand; false when there is no more.
    mutating func grow() -> Bool { has(end - start + 1) }

    /// Reads until so many bytes are at hand or the source ends. Moves the bytes at hand to the front of the buffer.
    private mutating func fill(atLeast wanted: Int) {
        while end - start < wanted && !sourceEnded {
            if start > 0 {
                memmove(buffer, buffer + start, end - start)
                end -= start
                start = 0
            }
            if capacity - end < capacity / 4 { enlarge() }
            do throws(Damage) {
                let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
                let count = try source.read(into: room)
                if count == 0 { sourceEnded = true }
                end += count
                cutAtNUL(newBytes: count)
            } catch {
                damage = error
                sourceEnded = true
            }
        }
    }

    private mutating func enlarge() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        memcpy(larger, buffer, end)
        buffer.deallocate()
        buffer = larger
        capacity *= 2
    }

    /// Ends the source before a NUL byte, which libxml2 would take for the end of its own buffer.
    private mutating func cutAtNUL(newBytes: Int) {
        guard let found = memchr(buffer + end - newBytes, 0, newBytes) else { return }
        end = buffer.distance(to: found.assumingMemoryBound(to: UInt8.self))
        let place = position + Int64(end - start)
        damage =
            place == 0
            ? Damage(kind: .notPubMed, detail: "this is not XML: it begins with a NUL byte", position: place)
            : Damage(kind: .badEncoding, detail: "a NUL byte stands in the text", position: place)
        sourceEnded = true
    }
}
