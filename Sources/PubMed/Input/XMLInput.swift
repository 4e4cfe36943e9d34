/// The bytes that libxml2 is given, and what is known of them when it fails.
final class XMLInput {
    private let path: String
    private let file: InflatedFile
    /// Inflates a large file on a thread of its own; from then on `file` is that thread's.
    private let readAhead: ReadAhead?
    private let source: any ByteSource
    private var sieve: MarkupSieve
    /// Damage of the file itself, met when the bytes before it had been given.
    private(set) var damage: Damage?
    /// True when every byte was given.
    private(set) var hasEnded = false

    /// True when every byte was given and the root element is still open, as far as the sieve could follow the XML.
    var endsWithinRoot: Bool { hasEnded && sieve.isWithinRoot }
    /// The place in the file's XML behind the last markup that is complete.
    var markupEnd: Int64 { sieve.markupEnd }
    /// The place in the file's XML up to which all was given or withheld.
    var position: Int64 { sieve.offsets.position }
    /// Bytes of the file on the disk that were taken in.
    var bytesRead: Int64 { readAhead?.bytesRead ?? file.bytesRead }
    /// Bytes of the file on the disk.
    var size: Int64 { file.size }

    /// Bytes on the disk from which a compressed file is worth a thread.
    private static let sizeForThread: Int64 = 1 << 18

    /// Opens a file.
    init(path: String, limits: Limits) throws(Damage) {
        self.path = path
        file = try InflatedFile(path: path)
        let isLarge = file.isCompressed && file.size >= XMLInput.sizeForThread
        readAhead = isLarge ? ReadAhead(file) : nil
        source = try Transcoder.source(of: readAhead ?? file)
        sieve = MarkupSieve(source: source, limits: limits)
    }

    /// Gives the next bytes; 0 at the end or before damage, so that libxml2 first delivers all that it has.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if damage != nil { return 0 }
        do throws(Damage) {
            let count = try sieve.read(into: buffer)
            if count == 0 { hasEnded = true }
            return count
        } catch {
            damage = error
            if damage?.position == nil { damage?.position = source.position }
            return 0
        }
    }

    /// The place in the file's XML of a byte that libxml2 counts.
    func position(ofParser position: Int64) -> Int64 { sieve.offsets.position(ofParser: position) }

    /// The line of a place in the file's XML, from 1; `parserLine` is what libxml2 counts, from what it was given.
    ///
    /// Lines are not counted while reading: after an error the file is read once more up to the place. Nil when that
    /// is not possible, as for a pipe.
    func line(at position: Int64?, parserLine: Int) -> Int? {
        if sieve.offsets.isEmpty { return parserLine > 0 ? parserLine : nil }
        guard let position, file.size > 0, let file = try? InflatedFile(path: path),
            let again = try? Transcoder.source(of: file)
        else { return nil }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { piece.deallocate() }
        var left = position
        var line = 1
        while left > 0, let count = try? again.read(into: piece), count > 0 {
            line += piece.prefix(min(count, Int(clamping: left))).count { $0 == UInt8(ascii: "\n") }
            left -= Int64(count)
        }
        return line
    }
}
