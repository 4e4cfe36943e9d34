internal import Glibc

/// Cuts bytes into lines. It holds one line and what was read with it.
final class LineReader {
    /// Offset in the file of what has been taken in so far.
    var position: Int64 { source.position }
    /// Number of decompressed bytes given out or skipped.
    private(set) var bytesPassed: UInt64 = 0

    private let source: any ByteSource
    private let path: String
    private let limit: Int
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    /// The part of the buffer that has not been given out.
    private var pending = 0..<0
    private var failure: RecordError?

    /// Reads lines of at most `limit` bytes.
    init(_ source: any ByteSource, path: String, limit: Int) {
        self.source = source
        self.path = path
        self.limit = limit
    }

    deinit { buffer.deallocate() }

    /// The next line without its newline, or nil at the end. A last line without a newline counts too.
    ///
    /// - Throws: `RecordError`; the same again on every further call.
    func next() throws(RecordError) -> [UInt8]? {
        if let failure { throw failure }
        var searched = 0
        while true {
            if let length = newline(after: searched) { return take(length, and: 1) }
            searched = pending.count
            guard searched <= limit else {
                let error = RecordError(.tooLarge("a line", limit: limit), file: path, byte: position)
                failure = error
                throw error
            }
            guard try fill() else { return pending.isEmpty ? nil : take(pending.count, and: 0) }
        }
    }

    /// Passes over bytes; false when the end comes first.
    func skip(_ count: UInt64) throws(RecordError) -> Bool {
        var rest = count
        while rest > 0 {
            if pending.isEmpty {
                guard try fill() else { return false }
            }
            let step = Int(min(rest, UInt64(pending.count)))
            pass(step)
            rest -= UInt64(step)
        }
        return true
    }

    /// Passes over all that is left, so that the checksum at the end is verified.
    func drain() throws(RecordError) {
        repeat { pass(pending.count) } while try fill()
    }

    private func take(_ length: Int, and newline: Int) -> [UInt8] {
        let line = Array(buffer[pending.lowerBound..<pending.lowerBound + length])
        pass(length + newline)
        return line
    }

    private func pass(_ count: Int) {
        pending = pending.lowerBound + count..<pending.upperBound
        bytesPassed += UInt64(count)
    }

    /// Number of pending bytes before the first newline, of which some have been searched before.
    private func newline(after searched: Int) -> Int? {
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[pending].dropFirst(searched))
        guard let start = rest.baseAddress, let found = memchr(start, 0x0A, rest.count) else { return nil }
        return searched + (UnsafeMutableRawPointer(found) - start)
    }

    /// Reads more, behind what is pending; false at the end.
    private func fill() throws(RecordError) -> Bool {
        if let failure { throw failure }
        if pending.upperBound == buffer.count { makeRoom() }
        do throws(RecordError) {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...])
            let count = try source.read(into: room)
            pending = pending.lowerBound..<pending.upperBound + count
            return count > 0
        } catch {
            failure = error
            throw error
        }
    }

    /// Moves what is pending to the buffer's beginning; to that of a larger one where it takes more than half.
    private func makeRoom() {
        let size = pending.count > buffer.count / 2 ? 2 * buffer.count : buffer.count
        let moved = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
        moved.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending]))
        buffer.deallocate()
        buffer = moved
        pending = 0..<pending.count
    }
}
