import Foundation

/// The entries of a BERT vocabulary, numbered from 0 in the order of their lines.
///
/// All entries lie in one byte buffer; a table with open addressing finds them by the hash of their bytes, so that no
/// `String` is made to look one up.
public struct Vocabulary: Sendable {
    /// The number of `[UNK]`, the entry for words that the vocabulary cannot spell.
    public let unknown: Int32
    /// The number of `[CLS]`, the entry before a text.
    public let classification: Int32
    /// The number of `[SEP]`, the entry after a text.
    public let separator: Int32

    /// The bytes of all entries, one after the other.
    private let bytes: [UInt8]
    /// For each entry the offset of its first byte, then the number of all bytes.
    private let starts: [Int32]
    /// The table of slots; its size is a power of two, at least four times the number of entries.
    private let slots: [Slot]
    /// Number of bytes of the longest entry: no longer run of letters need be looked up.
    let longestEntry: Int

    /// A place in the table.
    private struct Slot {
        /// Hash of the entry.
        var hash: UInt32 = 0
        /// Number of the entry, or -1 when the slot is free.
        var id: Int32 = -1
    }

    /// Reads a `vocab.txt`: one entry a line, ended by a newline (or a carriage return and a newline).
    public init(path: String) throws(VocabularyError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw VocabularyError(.unreadable(reason: error.localizedDescription), file: path)
        }
        try self.init(bytes: [UInt8](data), name: path)
    }

    /// Makes a vocabulary of entries; errors call it `name` and give the number of an entry from 1 as the line.
    public init(entries: [String], name: String = "vocabulary") throws(VocabularyError) {
        try self.init(lines: entries.map { Array($0.utf8)[...] }, name: name)
    }

    /// Makes a vocabulary of the bytes of a `vocab.txt`; errors call it `name`.
    public init(bytes: [UInt8], name: String) throws(VocabularyError) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        try self.init(lines: lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }, name: name)
    }

    private init(lines: [ArraySlice<UInt8>], name: String) throws(VocabularyError) {
        guard !lines.isEmpty else { throw VocabularyError(.empty, file: name) }
        guard lines.reduce(0, { $0 + $1.count + 1 }) <= Int32.max >> 2 else {
            throw VocabularyError(.tooLarge, file: name)
        }
        var bytes: [UInt8] = []
        var starts: [Int32] = []
        var slots = [Slot](repeating: Slot(), count: Self.tableSize(entries: lines.count))
        for (number, line) in lines.enumerated() {
            guard !line.isEmpty else { throw VocabularyError(.blankLine, file: name, line: number + 1) }
            guard let entry = String(validating: line, as: UTF8.self) else {
                throw VocabularyError(.invalidUTF8, file: name, line: number + 1)
            }
            let hash = line.reduce(EntryHash()) { $0.adding($1) }.value
            var place = Int(hash) & (slots.count - 1)
            while slots[place].id >= 0 {
                let other = Int(slots[place].id)
                if slots[place].hash == hash, bytes[Int(starts[other])...].starts(with: line),
                    lines[other].count == line.count
                {
                    let code = VocabularyError.Code.duplicate(entry: entry, firstLine: other + 1)
                    throw VocabularyError(code, file: name, line: number + 1)
                }
                place = (place + 1) & (slots.count - 1)
            }
            slots[place] = Slot(hash: hash, id: Int32(number))
            starts.append(Int32(bytes.count))
            bytes += line
        }
        starts.append(Int32(bytes.count))
        self.bytes = bytes
        self.starts = starts
        self.slots = slots
        longestEntry = lines.reduce(0) { max($0, $1.count) }

        func special(_ entry: String) throws(VocabularyError) -> Int32 {
            guard let id = Self.find(entry, in: slots, starts: starts, bytes: bytes) else {
                throw VocabularyError(.missing(entry: entry), file: name)
            }
            return id
        }
        unknown = try special("[UNK]")
        classification = try special("[CLS]")
        separator = try special("[SEP]")
    }
}

extension Vocabulary {
    /// Number of entries.
    public var count: Int { starts.count - 1 }

    /// The number of an entry, or nil when the vocabulary has no such entry. Pieces inside words begin with "##".
    public func id(of entry: String) -> Int32? {
        Self.find(entry, in: slots, starts: starts, bytes: bytes)
    }

    /// The entry of a number.
    ///
    /// The number must be at least 0 and under `count`.
    public func entry(_ id: Int32) -> String {
        String(decoding: bytes[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])], as: UTF8.self)
    }

    /// All entries in the order of their numbers.
    public var entries: [String] { (0..<Int32(count)).map(entry) }

    /// The entry that is `letters`, preceded by "##" where the letters continue a word.
    ///
    /// `hash` is that of the whole entry with its "##".
    @inline(__always)
    func id(hash: UInt32, letters: UnsafeBufferPointer<UInt8>, continuing: Bool) -> Int32? {
        Self.find(
            hash: hash, letters: letters, skipping: continuing ? 2 : 0, in: slots, starts: starts, bytes: bytes)
    }
}

extension Vocabulary {
    /// Four slots an entry: most searches that fail end at once.
    private static func tableSize(entries: Int) -> Int {
        var size = 16
        while size < 4 * entries { size *= 2 }
        return size
    }

    private static func find(_ entry: String, in slots: [Slot], starts: [Int32], bytes: [UInt8]) -> Int32? {
        let hash = entry.utf8.reduce(EntryHash()) { $0.adding($1) }.value
        return Array(entry.utf8).withUnsafeBufferPointer {
            find(hash: hash, letters: $0, skipping: 0, in: slots, starts: starts, bytes: bytes)
        }
    }

    /// Looks for an entry whose bytes after the first `skipping` are `letters`; the hash stands for the skipped ones.
    @inline(__always)
    private static func find(
        hash: UInt32, letters: UnsafeBufferPointer<UInt8>, skipping: Int, in slots: [Slot], starts: [Int32],
        bytes: [UInt8]
    ) -> Int32? {
        let mask = slots.count - 1
        var place = Int(hash) & mask
        while true {
            let slot = slots[place]
            guard slot.id >= 0 else { return nil }
            if slot.hash == hash {
                let start = Int(starts[Int(slot.id)])
                let end = Int(starts[Int(slot.id) + 1])
                if end - start == letters.count + skipping,
                    skipping == 0 || (bytes[start] == Self.numberSign && bytes[start + 1] == Self.numberSign),
                    equal(bytes, from: start + skipping, letters)
                {
                    return slot.id
                }
            }
            place = (place + 1) & mask
        }
    }

    @inline(__always)
    private static func equal(_ bytes: [UInt8], from start: Int, _ letters: UnsafeBufferPointer<UInt8>) -> Bool {
        for offset in 0..<letters.count where bytes[start + offset] != letters[offset] { return false }
        return true
    }

    private static let numberSign = UInt8(ascii: "#")
}

/// The hash of an entry, made byte by byte so that all prefixes of a word are hashed in one pass (FNV-1a, 32 bits,
/// Fowler, Noll and Vo 1991).
struct EntryHash {
    private var state: UInt32 = 0x811C_9DC5

    /// The hash of "##", with which the pieces inside words begin.
    static let continuing = EntryHash().adding(UInt8(ascii: "#")).adding(UInt8(ascii: "#"))

    /// The hash with one more byte.
    @inline(__always)
    func adding(_ byte: UInt8) -> EntryHash {
        var next = self
        next.state = (state ^ UInt32(byte)) &* 0x0100_0193
        return next
    }

    /// The finished hash; its low bits, which number the slots, depend on the high ones too.
    @inline(__always)
    var value: UInt32 { state ^ (state >> 15) }
}
