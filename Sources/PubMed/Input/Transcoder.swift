import Glibc

/// Turns XML of another encoding into UTF-8, so that everything behind it knows only one.
///
/// Positions then count bytes of the UTF-8, not of the file.
final class Transcoder: ByteSource {
    private let source: any ByteSource
    private let converter: iconv_t
    private let encoding: String
    private let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: 1 << 16)
    private var start = 0
    private var end = 0
    private var sourceEnded = false
    private var held: Damage?
    private(set) var position: Int64 = 0

    /// The source itself when it is UTF-8, else a transcoder of it.
    static func source(of file: any ByteSource) throws(Damage) -> any ByteSource {
        let opening = try PeekedSource(file)
        guard let encoding = EncodingProbe.encoding(of: opening.peeked) else { return opening }
        return try Transcoder(source: opening, encoding: encoding)
    }

    private init(source: any ByteSource, encoding: String) throws(Damage) {
        guard let converter = iconv_open("UTF-8", encoding), converter != iconv_t(bitPattern: -1) else {
            throw Damage(kind: .badEncoding, detail: "the encoding \(encoding.prefix(40)) is not known", position: 0)
        }
        self.source = source
        self.converter = converter
        self.encoding = encoding
    }

    deinit {
        iconv_close(converter)
        buffer.deallocate()
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        var output = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = target.count
        while room > 0 && held == nil && !(sourceEnded && start == end) {
            if start == end || needsMore { refill() }
            var input: UnsafeMutablePointer<CChar>? = buffer + start
            var left = end - start
            needsMore = false
            if iconv(converter, &input, &left, &output, &room) == -1 {
                switch errno {
                case E2BIG where room < target.count:
                    start = end - left
                    return finish(target.count - room)
                case EINVAL where !sourceEnded: needsMore = true
                default: held = Damage(kind: .badEncoding, detail: "bytes that are no characters in \(encoding)")
                }
            }
            start = end - left
        }
        if room == target.count, let held { throw held }
        return finish(target.count - room)
    }

    /// True when the bytes at hand end within a character.
    private var needsMore = false

    private func finish(_ count: Int) -> Int {
        position += Int64(count)
        return count
    }

    private func refill() {
        memmove(buffer, buffer + start, end - start)
        end -= start
        start = 0
        do throws(Damage) {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(start: buffer + end, count: 1 << 16 - end))
            if count == 0 { sourceEnded = true }
            end += count
        } catch {
            held = error
        }
    }
}

/// A source whose first bytes were looked at.
private final class PeekedSource: ByteSource {
    private let file: any ByteSource
    /// The first bytes, up to 1024.
    private(set) var peeked: [UInt8]
    private var given = 0
    private(set) var position: Int64 = 0
    private var held: Damage?

    /// Looks at the first bytes. A file without any, or a compressed file of nothing, is empty.
    init(_ file: any ByteSource) throws(Damage) {
        self.file = file
        var damage: Damage?
        peeked = [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
            do throws(Damage) {
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                damage = error
            }
        }
        held = damage
        if peeked.isEmpty && damage == nil { throw Damage(kind: .empty, detail: "the file is empty", position: 0) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        var count = min(buffer.count, peeked.count - given)
        if count > 0 {
            peeked.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<(given + count)]))
            }
            given += count
        } else if let held {
            throw held
        } else {
            count = try file.read(into: buffer)
        }
        position += Int64(count)
        return count
    }
}
