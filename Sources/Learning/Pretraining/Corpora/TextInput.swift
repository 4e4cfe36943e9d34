internal import CZstd
internal import Files

/// The bytes of a text file in order; those of a zstd file decompressed, whatever its number of frames.
final class TextInput {
    private let file: FileInput
    private let context: OpaquePointer?
    private let compressed: UnsafeMutableRawBufferPointer
    /// The part of `compressed` that has not been consumed.
    private var pending = 0..<0
    /// What the library needs next: 0 between frames.
    private var needed = 0

    /// Opens a file; one whose name ends with `.zst` is decompressed.
    init(path: String) throws {
        file = try FileInput(path: path)
        guard path.hasSuffix(".zst") else {
            context = nil
            compressed = .init(start: nil, count: 0)
            return
        }
        guard let context = ZSTD_createDCtx() else { throw TextError(.damaged("no memory"), file: path) }
        self.context = context
        compressed = .allocate(byteCount: ZSTD_DStreamInSize(), alignment: 64)
    }

    deinit {
        ZSTD_freeDCtx(context)
        compressed.deallocate()
    }

    /// Puts bytes into the buffer and returns how many: 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let context else { return try file.read(into: buffer) }
        while true {
            if pending.isEmpty { pending = 0..<(try file.read(into: compressed)) }
            let isAtEnd = pending.isEmpty
            if isAtEnd && needed == 0 { return 0 }
            var source = ZSTD_inBuffer(src: compressed.baseAddress, size: pending.upperBound, pos: pending.lowerBound)
            var sink = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
            needed = ZSTD_decompressStream(context, &sink, &source)
            guard ZSTD_isError(needed) == 0 else {
                throw TextError(.damaged(String(cString: ZSTD_getErrorName(needed))), file: file.path)
            }
            pending = source.pos..<pending.upperBound
            if sink.pos > 0 { return sink.pos }
            // The library holds no more output, wants input, and there is none.
            if isAtEnd { throw TextError(.truncated, file: file.path) }
        }
    }
}
