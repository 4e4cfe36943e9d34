internal import CZstd

/// Zstandard compression: whole frames, or one frame in pieces. Every frame ends with a checksum of its content.
final class FrameCompressor {
    private let context: OpaquePointer
    /// Output of a streaming call, used again for each.
    private var piece = [UInt8](repeating: 0, count: ZSTD_CStreamOutSize())

    /// Makes a compressor of a level as the `zstd` command has them (1 to 19; beyond, the nearest one is taken).
    init(level: Int) throws(RecordError) {
        guard let context = ZSTD_createCCtx() else { throw RecordError(.compressor("no memory")) }
        self.context = context
        let bounds = ZSTD_cParam_getBounds(ZSTD_c_compressionLevel)
        let nearest = min(max(level, Int(bounds.lowerBound)), Int(bounds.upperBound))
        try Self.check(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(nearest)))
        try Self.check(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))
        try Self.check(ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1))
    }

    deinit { ZSTD_freeCCtx(context) }

    /// One frame of the bytes, which says their number and their checksum.
    func frame(of bytes: [UInt8]) throws(RecordError) -> [UInt8] {
        var result = 0
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            result = ZSTD_compress2(context, buffer.baseAddress, buffer.count, bytes, bytes.count)
            count = ZSTD_isError(result) == 0 ? result : 0
        }
        try Self.check(result)
        return frame
    }

    /// Goes on with the open frame, or opens one, and hands over what compressed bytes are ready.
    ///
    /// - Parameter ends: whether the bytes are the frame's last.
    func stream(
        _ bytes: [UInt8],
        ends: Bool,
        to output: ([UInt8]) throws(RecordError) -> Void
    ) throws(RecordError) {
        var consumed = 0
        while true {
            let (rest, written) = try step(bytes, from: &consumed, ends: ends)
            if written > 0 { try output(Array(piece[..<written])) }
            if ends ? rest == 0 : consumed == bytes.count { return }
        }
    }

    /// One call of the library: what is left to flush, and the number of bytes now in ``piece``.
    private func step(
        _ bytes: [UInt8],
        from consumed: inout Int,
        ends: Bool
    ) throws(RecordError) -> (rest: Int, written: Int) {
        var written = 0
        let rest = bytes.withUnsafeBytes { input in
            piece.withUnsafeMutableBytes { output in
                var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: consumed)
                var sink = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                let rest = ZSTD_compressStream2(context, &sink, &source, ends ? ZSTD_e_end : ZSTD_e_continue)
                consumed = source.pos
                written = sink.pos
                return rest
            }
        }
        try Self.check(rest)
        return (rest, written)
    }

    private static func check(_ result: Int) throws(RecordError) {
        guard ZSTD_isError(result) != 0 else { return }
        throw RecordError(.compressor(String(cString: ZSTD_getErrorName(result))))
    }
}
