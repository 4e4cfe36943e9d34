import Glibc

/// Withholds from libxml2 what no citation needs, so that reading is bounded by inflating and not by parsing.
///
/// Four fifths of PubMed's bytes are author lists, headings, references and indentation. The sieve follows the same
/// grammar as the reader (`Place`), and leaves out an element only when the reader would skip it *and* `PlainElement`
/// has proved it well formed. Every other byte is passed on untouched, so that libxml2 finds every error there is.
/// Where the sieve cannot be sure of the grammar it withholds nothing: in files that declare entities or defaults of
/// their own, and behind a tag that does not close.
final class MarkupSieve {
    private let source: any ByteSource
    private let limits: Limits
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 18
    /// Offsets into the buffer: bytes before `given` are gone, those before `cleared` may be given, `filled` is the end.
    private var given = 0
    private var cleared = 0
    private var filled = 0
    /// Damage of the source, or a limit; met when all bytes before it were given.
    private var held: Damage?
    private var sourceEnded = false

    private var mode = Mode.withholding
    private var places: [Place] = [.document]
    /// Elements open inside a field or inside an element that is passed on unwanted.
    private var inner = 0
    /// Bytes of text passed on since the last markup.
    private var textRun = 0

    private var plainElement = PlainElement()

    /// What was withheld, to find the way back from libxml2's count of bytes to the file's.
    private(set) var offsets = WithheldBytes()

    private enum Mode {
        /// The grammar is followed, and elements are withheld.
        case withholding
        /// The grammar is followed, but the file may change it: nothing is withheld.
        case following
        /// All is passed on.
        case open
    }

    /// Bytes that an element may have to be withheld; a longer one is passed on.
    private static let regionLimit = 1 << 22
    private static let textRunLimit = 1 << 22
    /// Bytes that are given though they are not in the file, and how many of them are left.
    private var inserted: [UInt8] = []
    private var insertedLeft = 0
    private var rootEnded = false

    /// Starts a sieve over a file.
    init(source: any ByteSource, limits: Limits) {
        self.source = source
        self.limits = limits
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// Gives the next bytes; 0 at the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        guard let start = target.baseAddress else { return 0 }
        var count = 0
        while count < target.count {
            if given < cleared {
                let piece = min(cleared - given, target.count - count)
                (start + count).copyMemory(from: buffer + given, byteCount: piece)
                given += piece
                count += piece
                offsets.passed(piece)
            } else if insertedLeft > 0 {
                let piece = min(insertedLeft, target.count - count)
                inserted.withUnsafeBytes { bytes in
                    let next = bytes.suffix(insertedLeft).prefix(piece)
                    UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyBytes(from: next)
                }
                insertedLeft -= piece
                count += piece
                offsets.passed(piece)
                offsets.withheld(-piece)
            } else if given == filled && sourceEnded {
                break
            } else {
                sift()
            }
        }
        if count == 0, let held { throw held }
        return count
    }

    /// Clears or withholds the next piece.
    private func sift() {
        if given == filled { fill(atLeast: 1) }
        if mode == .open {
            cleared = filled
        } else if given < filled {
            buffer[given] == UInt8(ascii: "<") ? siftMarkup() : siftText()
        }
    }
}

// MARK: - Pieces of XML

extension MarkupSieve {
    private var place: Place { places.last ?? .document }

    /// Text up to the next markup: passed on, or withheld where it is the indentation of containers.
    private func siftText() {
        let found = memchr(buffer + given, 0x3C, filled - given)
        let end = found.map { buffer.distance(to: $0.assumingMemoryBound(to: UInt8.self)) } ?? filled
        let isContainer = inner == 0 && !place.isField && places.count > 1
        let text = UnsafeBufferPointer(start: buffer + given, count: end - given)
        if mode == .withholding, isContainer, text.allSatisfy(\.isXMLWhiteSpace) {
            withhold(until: end)
            return
        }
        if rootEnded && !text.allSatisfy(\.isXMLWhiteSpace) {
            stopBehindRoot()
            return
        }
        textRun += text.count
        cleared = end
        if found == nil, textRun > MarkupSieve.textRunLimit, inner > 0 || place.isField, let space = text.lastIndex(of: 0x20) {
            // Behind a space no reference and no character is cut in two.
            cleared = given + space + 1
            textRun = 0
            insert(Insertion.textDivider)
        }
    }

    private func siftMarkup() {
        textRun = 0
        guard has(2) else {
            giveUp()
            return
        }
        switch byte(1) {
        case UInt8(ascii: "/"):
            passTag { self.closeElement() }
        case UInt8(ascii: "!") where starts(with: "<!--"):
            pass(through: "-->", from: 4)
        case UInt8(ascii: "!") where starts(with: "<![CDATA["):
            pass(through: "]]>", from: 9)
        case UInt8(ascii: "!"):
            siftDocumentType()
        case UInt8(ascii: "?"):
            pass(through: "?>", from: 2)
        default:
            siftElement()
        }
    }

    /// A document type is passed on. One with declarations of its own may change the grammar.
    private func siftDocumentType() {
        var length = 2
        while has(length + 1), byte(length) != UInt8(ascii: "["), byte(length) != UInt8(ascii: ">") { length += 1 }
        guard has(length + 1) else {
            giveUp()
            return
        }
        if byte(length) == UInt8(ascii: ">") {
            cleared = given + length + 1
        } else {
            mode = .following
            pass(through: "]>", from: length)
        }
    }

    private func siftElement() {
        if rootEnded {
            stopBehindRoot()
            return
        }
        guard let nameLength = nameLength() else { return }
        let name = UnsafeBufferPointer(start: buffer + given + 1, count: nameLength)
        let element = ElementNames.all.element(named: name)
        let child = inner == 0 && !place.isField ? place.child(element) : nil
        let isWithinCitation = inner == 0 && !place.isField && !place.isOutsideCitations
        if mode == .withholding, isWithinCitation, child == nil || child == .authorList || child == .author {
            switch verdict() {
            case .wellFormed(let end, let hasCollectiveName) where child == nil || !hasCollectiveName:
                withhold(until: end)
                return
            case .incomplete:
                return
            default:
                break
            }
        }
        passTag { [self] in
            if buffer[cleared - 2] == UInt8(ascii: "/") {
                noteEnd()
            } else if let child { places.append(child) } else { inner += 1 }
        }
    }

    private func closeElement() {
        if inner > 0 {
            inner -= 1
        } else if places.count > 1 {
            places.removeLast()
            noteEnd()
        } else {
            mode = .open
        }
    }

    /// An element has ended in the current place.
    private func noteEnd() {
        if place == .document {
            rootEnded = true
        } else if place == .set || place == .deletion {
            insert(Insertion.citationEnd)
        }
    }

    /// Judges the element at hand, with more bytes as long as it is not complete.
    ///
    /// The bytes may move: offsets are good only until the next call. `incomplete` means that the sieve has to look
    /// at the place again.
    private func verdict() -> PlainElement.Verdict {
        while true {
            let bytes = UnsafeBufferPointer(start: buffer, count: filled)
            let verdict = plainElement.verdict(at: given, in: bytes)
            guard verdict == .incomplete else { return verdict }
            let size = filled - given
            guard !sourceEnded, size < MarkupSieve.regionLimit else { return .unsure }
            fill(atLeast: size + 1)
        }
    }
}

// MARK: - Passing on and withholding

extension MarkupSieve {
    private func withhold(until end: Int) {
        offsets.withheld(end - given)
        given = end
        cleared = end
    }

    /// Passes a tag on and notes it.
    private func passTag(_ note: () -> Void) {
        guard let length = tagLength() else { return }
        cleared = given + length
        note()
    }

    /// Bytes of the tag at hand up to its `>`, which may stand in quotes too; nil when the tag was dealt with as broken.
    private func tagLength() -> Int? {
        while true {
            switch TagLength(of: UnsafeBufferPointer(start: buffer + given, count: min(filled - given, limits.tagBytes))) {
            case .complete(let length):
                return length
            case .incomplete where filled - given >= limits.tagBytes:
                // libxml2 needs time that grows with the square of the number of attributes.
                stop(Damage(kind: .overLimit, detail: "a tag is longer than the limit of \(limits.tagBytes) bytes"))
                return nil
            case .incomplete where !sourceEnded:
                fill(atLeast: filled - given + 1)
            default:
                giveUp()
                return nil
            }
        }
    }

    /// Bytes of the name behind the `<` at hand.
    private func nameLength() -> Int? {
        while true {
            let tag = UnsafeBufferPointer(start: buffer + given + 1, count: filled - given - 1)
            if let end = tag.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") || $0.isXMLWhiteSpace }) {
                return end
            }
            guard !sourceEnded, tag.count < limits.tagBytes else { break }
            fill(atLeast: filled - given + 1)
        }
        giveUp()
        return nil
    }

    /// Passes on everything up to the end of a comment, a CDATA section or a processing instruction.
    private func pass(through end: StaticString, from start: Int) {
        var length = start
        let size = end.utf8CodeUnitCount
        while has(length + size) {
            if memcmp(buffer + given + length, end.utf8Start, size) == 0 {
                cleared = given + length + size
                return
            }
            length += 1
            if length > MarkupSieve.regionLimit { break }
        }
        giveUp()
    }

    /// The XML is broken here or beyond the sieve: from here on libxml2 gets every byte.
    private func giveUp() {
        mode = .open
        cleared = filled
    }

    private func insert(_ bytes: [UInt8]) {
        inserted = bytes
        insertedLeft = bytes.count
    }

    private func stopBehindRoot() {
        stop(Damage(kind: .malformed, detail: "the XML is damaged (content follows the root element)"))
    }

    /// Ends the document before the place at hand.
    private func stop(_ damage: Damage) {
        held = damage
        held?.position = offsets.position
        sourceEnded = true
        filled = given
        cleared = given
    }

    private func byte(_ offset: Int) -> UInt8 { buffer[given + offset] }

    private func starts(with text: StaticString) -> Bool {
        has(text.utf8CodeUnitCount) && memcmp(buffer + given, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// True when so many bytes are at hand, after reading more if need be.
    private func has(_ count: Int) -> Bool {
        if given + count > filled { fill(atLeast: count) }
        return given + count <= filled
    }

    /// Reads until so many bytes are at hand or the source ends. Moves the bytes at hand to the front.
    private func fill(atLeast wanted: Int) {
        while filled - given < wanted && !sourceEnded {
            if given > 0 {
                memmove(buffer, buffer + given, filled - given)
                filled -= given
                cleared -= given
                given = 0
            }
            if capacity - filled < capacity / 4 {
                let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
                memcpy(larger, buffer, filled)
                buffer.deallocate()
                buffer = larger
                capacity *= 2
            }
            let room = UnsafeMutableRawBufferPointer(start: buffer + filled, count: capacity - filled)
            do throws(Damage) {
                let count = try source.read(into: room)
                if count == 0 { sourceEnded = true }
                filled += count
                cutAtNUL(from: filled - count)
            } catch {
                held = error
                sourceEnded = true
            }
        }
    }

    /// Ends the document before a NUL byte, which libxml2 would take for the end of its own buffer.
    private func cutAtNUL(from start: Int) {
        guard let found = memchr(buffer + start, 0, filled - start) else { return }
        filled = buffer.distance(to: found.assumingMemoryBound(to: UInt8.self))
        held = Damage(kind: .badEncoding, detail: "a NUL byte stands in the text")
        held?.position = offsets.position + Int64(filled - given)
        sourceEnded = true
    }
}
