import CZlib

/// The XML of a file: its bytes, inflated when they are gzip.
///
/// Whether a file is compressed is told by its first two bytes, not by its name. A gzip file may have several members
/// one after the other, and zero bytes behind the last one.
final class InflatedFile: ByteSource {
    private let file: InputFile
    private let compressed: UnsafeMutableRawBufferPointer
    /// The bytes of `compressed` that were read and not yet used.
    private var pending = 0..<0
    private var fileEnded = false
    private var format = Format.unknown
    /// Kept at one address: zlib refuses a stream that was moved.
    private let stream: UnsafeMutablePointer<z_stream>

    private enum Format { case unknown, plain, gzip, gzipBetweenMembers, ended }

    /// Bytes of the XML given so far.
    private(set) var position: Int64 = 0
    /// True for gzip.
    var isCompressed: Bool { format != .plain }
    /// Bytes of the file on the disk.
    var size: Int64 { file.size }
    /// Bytes of the file that were taken in so far.
    var bytesRead: Int64 { file.position }

    /// Opens the file and looks at its first bytes.
    init(path: String) throws(Damage) {
        file = try InputFile(path: path)
        compressed = .allocate(byteCount: 1 << 17, alignment: 64)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        do throws(Damage) {
            try refill(atLeast: 2)
            if pending.isEmpty { throw Damage(kind: .empty, detail: "the file is empty", position: 0) }
            if startsWithGzipMagic {
                guard czlib_inflate_start(stream, 31) == Z_OK else {
                    throw Damage(kind: .readFailed, detail: "zlib cannot start: out of memory")
                }
                format = .gzip
            } else {
                format = .plain
            }
        } catch {
            throw error
        }
    }

    deinit {
        if format != .plain && format != .unknown { inflateEnd(stream) }
        stream.deallocate()
        compressed.deallocate()
    }

    /// Fills the buffer with the next bytes of the XML; fewer than fit only at the end or before damage, 0 at the end.
    ///
    /// Damage is thrown only after every byte before it was given.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        var filled = 0
        while filled < buffer.count && held == nil {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            do throws(Damage) {
                let count = try format == .plain ? copy(into: room) : inflateSome(into: room)
                if count == 0 && (format == .ended || format == .plain) { break }
                filled += count
            } catch {
                held = held ?? error
                break
            }
        }
        if filled == 0, let held { throw held }
        position += Int64(filled)
        return filled
    }

    /// Damage that was met behind bytes that had to be given first.
    private var held: Damage?

    private func copy(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        if pending.isEmpty { return fileEnded ? 0 : try file.read(into: room) }
        let count = min(room.count, pending.count)
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: compressed[pending.prefix(count)]))
        pending = (pending.lowerBound + count)..<pending.upperBound
        return count
    }

    private func inflateSome(into room: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        if format == .gzipBetweenMembers { try startNextMember() }
        if format == .ended { return 0 }
        try refill(atLeast: 1)
        let start = pending.lowerBound
        stream.pointee.next_in = compressed.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(pending.count)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: room.count)
        let code = inflate(stream, Z_NO_FLUSH)
        pending = (pending.upperBound - Int(stream.pointee.avail_in))..<pending.upperBound
        let written = Int(UInt32(clamping: room.count) - stream.pointee.avail_out)
        switch code {
        case Z_STREAM_END:
            format = .gzipBetweenMembers
        case Z_OK:
            break
        case Z_BUF_ERROR where pending.isEmpty && fileEnded:
            held = Damage(kind: .truncated, detail: "the compressed data end early")
        case Z_BUF_ERROR:
            break
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
            held = Damage(kind: .badCompression, detail: "the compressed data are damaged (\(reason))")
        }
        if written == 0, let held { throw held }
        return written
    }

    /// Between two members: finds the next one, or the end of the file.
    private func startNextMember() throws(Damage) {
        try refill(atLeast: 2)
        if startsWithGzipMagic {
            inflateReset(stream)
            format = .gzip
            return
        }
        while !pending.isEmpty {
            guard compressed[pending].allSatisfy({ $0 == 0 }) else {
                throw Damage(kind: .badCompression, detail: "bytes that are not gzip follow the compressed data")
            }
            pending = 0..<0
            try refill(atLeast: 1)
        }
        format = .ended
    }

    private var startsWithGzipMagic: Bool {
        pending.count >= 2 && compressed[pending.lowerBound] == 0x1F && compressed[pending.lowerBound + 1] == 0x8B
    }

    /// Reads until so many bytes are pending or the file ends.
    private func refill(atLeast wanted: Int) throws(Damage) {
        while pending.count < wanted && !fileEnded {
            if pending.lowerBound > 0 {
                let rest = UnsafeRawBufferPointer(rebasing: compressed[pending])
                compressed.copyMemory(from: rest)
                pending = 0..<rest.count
            }
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: compressed[pending.upperBound...]))
            if count == 0 { fileEnded = true }
            pending = pending.lowerBound..<(pending.upperBound + count)
        }
    }
}
