internal import CZstd
internal import Files

/// Bytes of JSON lines, from wherever they come.
protocol ByteSource: AnyObject {
    /// Offset in the file of what has been taken in so far.
    var position: Int64 { get }

    /// Puts bytes into the buffer and returns how many: 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int
}

/// The bytes of a file as they are.
final class PlainSource: ByteSource {
    private(set) var position: Int64 = 0
    private let file: FileInput

    /// Starts at the beginning.
    init(file: FileInput) { self.file = file }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        let count = try RecordError.reporting(file.path) { () throws(FileError) in
            try file.read(into: buffer, at: position)
        }
        position += Int64(count)
        return count
    }
}

/// The decompressed content of a file's zstd frames, as any zstd writer makes them. Checksums are verified where frames
/// have them, by the library, at the end of each frame.
final class ZstandardSource: ByteSource {
    private let file: FileInput
    private let context: OpaquePointer
    /// Whether reading ends with the first frame.
    private let isOneFrame: Bool
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: ZSTD_DStreamInSize(), alignment: 64)
    /// The part of the input buffer that has not been consumed.
    private var pending = 0..<0
    /// Offset in the file of what has not been read yet.
    private var fileOffset: Int64
    /// What the library said it needs next: 0 between frames.
    private var needed = 0
    private var hasEnded = false

    /// Starts at an offset, where a frame must begin.
    init(file: FileInput, offset: Int64 = 0, isOneFrame: Bool = false) throws(RecordError) {
        guard let context = ZSTD_createDCtx() else { throw RecordError(.compressor("no memory"), file: file.path) }
        self.file = file
        self.context = context
        self.isOneFrame = isOneFrame
        fileOffset = offset
    }

    deinit {
        ZSTD_freeDCtx(context)
        input.deallocate()
    }

    var position: Int64 { fileOffset - Int64(pending.count) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        while !hasEnded {
            var isAtEnd = false
            if pending.isEmpty { isAtEnd = try !fill() }
            if isAtEnd && needed == 0 { break }
            let written = try decompress(into: buffer)
            if isOneFrame && needed == 0 { hasEnded = true }
            if written > 0 { return written }
            // The library holds no more output, wants input, and there is none.
            if isAtEnd { throw RecordError(.damaged(.truncated), file: file.path, byte: position) }
        }
        hasEnded = true
        return 0
    }

    /// Reads input; false at the end of the file.
    private func fill() throws(RecordError) -> Bool {
        let count = try RecordError.reporting(file.path) { () throws(FileError) in
            try file.read(into: input, at: fileOffset)
        }
        fileOffset += Int64(count)
        pending = 0..<count
        return count > 0
    }

    /// Moves from input to output as far as both reach.
    private func decompress(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: pending.upperBound, pos: pending.lowerBound)
        var sink = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
        let result = ZSTD_decompressStream(context, &sink, &source)
        pending = source.pos..<pending.upperBound
        guard ZSTD_isError(result) == 0 else {
            let words = String(cString: ZSTD_getErrorName(result))
            hasEnded = true
            throw RecordError(.damaged(.compression(words)), file: file.path, byte: position)
        }
        needed = result
        return sink.pos
    }
}
