internal import Files

/// The end of a finished record file: index, summary and seek table.
///
///     records' frames...  index frame  summary frame  seek table frame
///
/// The summary frame's content is its JSON and a footer, numbers little-endian:
///
///     size of the index frame: UInt64  size of the JSON: UInt32  XXH64 of all this so far: UInt64  "SyntagOk"
///
/// So the end is found from the file's last bytes alone. The seek table is missing from files of one frame that is
/// too large (4 GiB) for its entries; the footer is then the last thing in the file.
struct RecordFileTail {
    /// What the file says of itself.
    var summary: RecordFileSummary
    /// Where the index frame begins.
    var indexStart: Int64
    /// Bytes in the index frame.
    var indexSize: Int
    /// The seek table, if the file has one.
    var seekTable: SeekTable?

    private static let signature = Array("SyntagOk".utf8)
    private static let footerSize = 28
    /// More JSON than any summary has.
    private static let mostJSON = 1 << 20

    /// The content of a summary frame.
    static func summaryContent(_ summary: RecordFileSummary, indexSize: Int) -> [UInt8] {
        var content = summary.encoded
        let size = content.count
        content.append(littleEndian: UInt64(indexSize))
        content.append(littleEndian: UInt32(size))
        content.append(littleEndian: XXHash64.hash(content.span))
        return content + signature
    }

    /// Reads the end of a file, or gives nil when it does not end as a finished record file does.
    static func read(_ file: FileInput, limits: RecordLimits) throws(RecordError) -> RecordFileTail? {
        let path = file.path
        let bytes = { (count: Int, offset: Int64) throws(RecordError) -> [UInt8] in
            let read = try RecordError.reporting(path) { () throws(FileError) in
                try file.read(count: count, at: offset)
            }
            guard read.count == count else { throw RecordError(.damaged(.truncated), file: path, byte: file.size) }
            return read
        }
        var end = file.size
        var tableSize = 0
        if end >= SeekTable.footerSize {
            let footer = try bytes(SeekTable.footerSize, end - Int64(SeekTable.footerSize))
            tableSize = SeekTable.frameSize(footer: footer) ?? 0
            end -= Int64(tableSize)
        }
        guard end >= footerSize else { return nil }
        let footer = try bytes(footerSize, end - Int64(footerSize))
        guard footer.suffix(signature.count).elementsEqual(signature) else { return nil }

        let jsonSize = Int(footer.littleEndian(at: 8, as: UInt32.self))
        let summarySize = SkippableFrame.headerSize + jsonSize + footerSize
        let summaryStart = end - Int64(summarySize)
        let indexSize = footer.littleEndian(at: 0, as: UInt64.self)
        guard jsonSize <= mostJSON, summaryStart >= 0, indexSize <= UInt64(summaryStart) else {
            throw RecordError(.damaged(.summary), file: path, byte: end - Int64(footerSize))
        }
        guard indexSize <= UInt64(limits.index), tableSize <= limits.index else {
            throw RecordError(.tooLarge("the index", limit: limits.index), file: path)
        }
        let frame = try bytes(summarySize, summaryStart)
        guard let content = SkippableFrame.content(of: frame, magic: SkippableFrame.summary),
            XXHash64.hash(content.span.extracting(..<(jsonSize + 12))) == footer.littleEndian(at: 12, as: UInt64.self),
            let summary = RecordFileSummary(decoding: Array(content[..<jsonSize]))
        else { throw RecordError(.damaged(.summary), file: path, byte: summaryStart) }

        var tail = RecordFileTail(
            summary: summary, indexStart: summaryStart - Int64(indexSize), indexSize: Int(indexSize), seekTable: nil)
        if tableSize > 0 {
            guard let table = SeekTable(decoding: try bytes(tableSize, end)),
                table.size == end, table.entries.count == summary.frames + 2,
                table.entries.suffix(2).map({ Int($0.compressed) }) == [Int(indexSize), summarySize]
            else { throw RecordError(.damaged(.seekTable), file: path, byte: end) }
            tail.seekTable = table
        }
        return tail
    }
}
