/// Where the citations of a file stand, by PMID.
///
/// As bytes, all numbers little-endian:
///
///     "SyntagIx"  format: UInt32 = 1  count: UInt64  entries...  XXH64 of all bytes before: UInt64
///
/// Entries are sorted by PMID, then version, then place. Each is four variable-length numbers (seven bits a byte, low
/// bits first, the high bit set on all bytes but the last): the PMID less the one before it; the version; frame and
/// offset, each less the one before it and zigzag-coded (0, -1, 1, -2 ... as 0, 1, 2, 3 ...). About six bytes a
/// citation.
struct PMIDIndex: Equatable {
    /// The place of one citation.
    struct Entry: Equatable {
        /// The PMID as a number.
        var pmid: UInt64
        /// PubMed's version of the citation.
        var version: UInt32
        /// 0-based number of the frame among the frames that hold records.
        var frame: UInt32
        /// Offset of its line in the frame's decompressed bytes.
        var offset: UInt64
    }

    /// The version of the format.
    static let format: UInt32 = 1
    private static let signature = Array("SyntagIx".utf8)
    /// Bytes before the entries.
    private static let headerSize = 20
    /// Bytes after the entries.
    private static let checksumSize = 8
    /// Fewest bytes that an entry takes.
    private static let smallestEntry = 4

    /// The entries, sorted.
    private(set) var entries: [Entry]

    /// Makes an index of entries in any order.
    init(_ entries: [Entry]) {
        self.entries = entries.sorted {
            ($0.pmid, $0.version, $0.frame, $0.offset) < ($1.pmid, $1.version, $1.frame, $1.offset)
        }
    }

    /// The number that a PMID of one to eighteen decimal digits writes, or nil.
    static func number(ofPMID pmid: String) -> UInt64? {
        guard 1...18 ~= pmid.utf8.count else { return nil }
        var number: UInt64 = 0
        for byte in pmid.utf8 {
            guard 48...57 ~= byte else { return nil }
            number = 10 * number + UInt64(byte - 48)
        }
        return number
    }

    /// The entries of a PMID, by version and place.
    func entries(of pmid: UInt64) -> ArraySlice<Entry> {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].pmid < pmid { low = middle + 1 } else { high = middle }
        }
        return entries[low...].prefix { $0.pmid == pmid }
    }

    /// The index as bytes.
    var encoded: [UInt8] {
        var bytes = Self.signature
        bytes.append(littleEndian: Self.format)
        bytes.append(littleEndian: UInt64(entries.count))
        var last = Entry(pmid: 0, version: 0, frame: 0, offset: 0)
        for entry in entries {
            bytes.append(variable: entry.pmid - last.pmid)
            bytes.append(variable: UInt64(entry.version))
            bytes.append(variable: Self.zigzag(Int64(entry.frame) - Int64(last.frame)))
            bytes.append(variable: Self.zigzag(Int64(entry.offset) - Int64(last.offset)))
            last = entry
        }
        bytes.append(littleEndian: XXHash64.hash(bytes.span))
        return bytes
    }

    /// Reads an index, trusting nothing.
    init(decoding bytes: [UInt8]) throws(FileFault) {
        guard bytes.count >= Self.headerSize + Self.checksumSize, bytes.starts(with: Self.signature) else {
            throw .index
        }
        let end = bytes.count - Self.checksumSize
        guard XXHash64.hash(bytes.span.extracting(..<end)) == bytes.littleEndian(at: end, as: UInt64.self) else {
            throw .index
        }
        let format = bytes.littleEndian(at: 8, as: UInt32.self)
        guard format == Self.format else { throw .laterFormat(Int(format)) }
        let count = bytes.littleEndian(at: 12, as: UInt64.self)
        guard count <= UInt64((end - Self.headerSize) / Self.smallestEntry) else { throw .index }

        entries = []
        entries.reserveCapacity(Int(count))
        var position = Self.headerSize
        var last = Entry(pmid: 0, version: 0, frame: 0, offset: 0)
        for _ in 0..<count {
            guard let step = bytes.variable(at: &position, before: end),
                let version = bytes.variable(at: &position, before: end),
                let frame = bytes.variable(at: &position, before: end),
                let offset = bytes.variable(at: &position, before: end),
                let entry = Self.entry(after: last, step: step, version: version, frame: frame, offset: offset)
            else { throw .index }
            entries.append(entry)
            last = entry
        }
        guard position == end else { throw .index }
    }

    private static func entry(
        after last: Entry,
        step: UInt64,
        version: UInt64,
        frame: UInt64,
        offset: UInt64
    ) -> Entry? {
        let (pmid, overflows) = last.pmid.addingReportingOverflow(step)
        let (place, overflowsOffset) = Int64(last.offset).addingReportingOverflow(unzigzag(offset))
        let (number, overflowsFrame) = Int64(last.frame).addingReportingOverflow(unzigzag(frame))
        guard !overflows, !overflowsOffset, !overflowsFrame, place >= 0, let frame = UInt32(exactly: number),
            let version = UInt32(exactly: version)
        else { return nil }
        return Entry(pmid: pmid, version: version, frame: frame, offset: UInt64(place))
    }

    private static func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: (number << 1) ^ (number >> 63)) }

    private static func unzigzag(_ number: UInt64) -> Int64 {
        Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
