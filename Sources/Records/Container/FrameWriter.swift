internal import Files

/// Puts lines into compressed frames and those into a file that is not finished yet.
final class FrameWriter {
    /// Where the next line will stand.
    var place: (frame: UInt32, offset: UInt64) { (UInt32(frames), offset) }
    /// Number of frames that are finished.
    private(set) var frames = 0
    /// Frames as the seek table lists them.
    private var seekTable = SeekTable()
    /// False once a frame was too large for the seek table.
    private var isSeekable = true

    private let file: AtomicFile
    private let compressor: FrameCompressor
    private let options: RecordFileOptions
    /// Lines that have not been compressed yet.
    private var pending: [UInt8] = []
    /// Bytes of JSON in the open frame.
    private var offset: UInt64 = 0
    /// Where the open frame begins in the file.
    private var frameStart: Int64 = 0
    /// The last four bytes written, which at the end of a frame are its checksum.
    private var lastBytes: [UInt8] = []

    /// Makes the file, empty.
    init(path: String, options: RecordFileOptions) throws(RecordError) {
        compressor = try FrameCompressor(level: options.level)
        file = try RecordError.reporting(path) { () throws(FileError) in try AtomicFile(path: path) }
        self.options = options
    }

    /// Adds a line, and compresses what has come together when a frame is full.
    func append(_ line: [UInt8]) throws(RecordError) {
        pending.append(contentsOf: line)
        offset += UInt64(line.count)
        guard pending.count >= min(options.frameSize, 1 << 30) else { return }
        if options.singleFrame { try stream(ends: false) } else { try endFrame() }
    }

    /// Ends the last frame, appends what follows the records and finishes the file.
    ///
    /// - Parameter tail: gives the index and the summary frame, when it is known how many frames there are.
    func finish(as other: String?, _ tail: (_ frames: Int) -> [[UInt8]]) throws(RecordError) {
        if offset > 0 { try endFrame() }
        for frame in tail(frames) {
            try write(frame)
            seekTable.append(skippable: frame)
        }
        if isSeekable, let table = seekTable.encoded { try write(table) }
        try RecordError.reporting(file.path) { () throws(FileError) in try file.commit(as: other) }
    }

    /// Gives the file up.
    func discard() { file.discard() }

    private func endFrame() throws(RecordError) {
        if options.singleFrame {
            try stream(ends: true)
        } else {
            try write(try compressor.frame(of: pending))
        }
        let checksum = lastBytes.littleEndian(at: 0, as: UInt32.self)
        if let compressed = UInt32(exactly: file.count - frameStart), let decompressed = UInt32(exactly: offset) {
            seekTable.entries.append(.init(compressed: compressed, decompressed: decompressed, checksum: checksum))
        } else {
            isSeekable = false
        }
        frames += 1
        frameStart = file.count
        offset = 0
        pending.removeAll(keepingCapacity: true)
    }

    private func stream(ends: Bool) throws(RecordError) {
        try compressor.stream(pending, ends: ends) { piece throws(RecordError) in try write(piece) }
        pending.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8]) throws(RecordError) {
        try RecordError.reporting(file.path) { () throws(FileError) in try file.write(bytes) }
        lastBytes = (lastBytes + bytes.suffix(4)).suffix(4)
    }
}
