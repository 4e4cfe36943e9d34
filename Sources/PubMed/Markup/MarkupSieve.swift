/// Withholds from libxml2 what no citation needs, so that reading is bounded by inflating and not by parsing.
///
/// Four fifths of PubMed's bytes are author lists, headings, references and indentation. The sieve follows the same
/// grammar as the reader (`Place`), and leaves out an element only when the reader would skip it *and* `PlainElement`
/// has proved it well formed. Every other byte is passed on untouched, so that libxml2 finds every error there is.
/// In files that declare entities or defaults of their own it withholds nothing.
///
/// The sieve gives up following the XML in two cases: at a tag with a `<` in it, and at an end tag where nothing is
/// open. libxml2 refuses either right there, so that no citation is given behind it, and all before it have been given.
struct MarkupSieve: ~Copyable {
    private let limits: Limits
    private var window: ByteWindow
    private var mode = Mode.withholding
    private var places: [Place] = [.document]
    /// Elements open inside a field or inside an element that is passed on unwanted.
    private var inner = 0
    private var rootEnded = false
    /// True from the first markup on.
    private var hasBegun = false
    /// The markup whose beginning was passed on, and whose end is looked for.
    private var run: Run?
    /// Bytes of text passed on since the last markup.
    private var textRun = 0
    private var plainElement = PlainElement()
    /// Bytes that are given though they are not in the file, and how many of them are left.
    private var inserted: [UInt8] = []
    private var insertedLeft = 0

    /// What was withheld, to find the way back from libxml2's count of bytes to the file's.
    private(set) var offsets = WithheldBytes()
    /// The place in the file behind the last markup that is complete.
    private(set) var markupEnd: Int64 = 0
    /// True while the root element was not seen to end, unless the sieve has given up.
    var isWithinRoot: Bool { !rootEnded && mode != .open }

    private enum Run {
        case opaque(OpaqueRun)
        case documentType(DocumentTypeRun)
    }

    private enum Mode {
        /// The grammar is followed, and elements are withheld.
        case withholding
        /// The grammar is followed, but the file may change it: nothing is withheld.
        case following
        /// All is passed on.
        case open
    }

    /// Bytes that an element may have to be withheld; a longer one is passed on, with what it holds.
    private static let regionLimit = 1 << 22
    /// Bytes of text behind which a divider is inserted.
    private static let textRunLimit = 1 << 22

    /// Starts a sieve over the bytes of a file in UTF-8.
    init(source: any ByteSource, limits: Limits) {
        self.limits = limits
        window = ByteWindow(source: source)
    }

    /// Gives the next bytes; 0 at the end.
    mutating func read(into target: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        var count = 0
        while count < target.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: target[count...])
            if window.cleared > 0 {
                let piece = window.give(to: room)
                count += piece
                offsets.passed(piece)
            } else if insertedLeft > 0 {
                count += giveInserted(to: room)
            } else if window.has(1) {
                sift()
            } else {
                break
            }
        }
        if count == 0, let damage = window.damage { throw damage }
        return count
    }

    private mutating func giveInserted(to room: UnsafeMutableRawBufferPointer) -> Int {
        let piece = min(insertedLeft, room.count)
        inserted.withUnsafeBytes { room.copyBytes(from: $0.suffix(insertedLeft).prefix(piece)) }
        insertedLeft -= piece
        offsets.passed(piece)
        offsets.withheld(-piece)
        return piece
    }

    /// Clears or withholds the next piece.
    private mutating func sift() {
        if mode == .open {
            passRest()
        } else if let run {
            siftRun(run)
        } else if window.bytes[0] == UInt8(ascii: "<") {
            siftMarkup()
        } else {
            siftText()
        }
    }
}

// MARK: - Pieces of XML

extension MarkupSieve {
    private var place: Place { places.last ?? .document }

    /// Text up to the next markup: passed on, or withheld where it is the indentation of containers.
    private mutating func siftText() {
        let found = window.bytes.firstIndex(of: UInt8(ascii: "<"))
        let text = UnsafeBufferPointer(rebasing: window.bytes[..<(found ?? window.bytes.count)])
        if !hasBegun, !MarkupSieve.mayPrecedeMarkup(text) {
            window.endHere(Damage(kind: .notPubMed, detail: "this is not XML: it does not begin with \"<\""))
            return
        }
        let isContainer = inner == 0 && !place.isField && places.count > 1
        if mode == .withholding || rootEnded, isContainer || rootEnded {
            let isBlank = text.allSatisfy(\.isXMLWhiteSpace)
            if rootEnded && !isBlank {
                stopBehindRoot()
                return
            }
            if isContainer && isBlank {
                withhold(text.count)
                return
            }
        }
        textRun += text.count
        if found == nil, textRun > MarkupSieve.textRunLimit, inner > 0 || place.isField,
            let space = text.lastIndex(of: 0x20)
        {
            // Behind a space no reference and no character is cut in two.
            window.clear(space + 1)
            textRun = 0
            insert(Insertion.textDivider)
        } else {
            window.clear(text.count)
        }
    }

    /// True for what may stand before the first tag: a byte order mark and white space.
    private static func mayPrecedeMarkup(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return text.dropFirst(text.starts(with: mark) ? mark.count : 0).allSatisfy(\.isXMLWhiteSpace)
    }

    private mutating func siftMarkup() {
        textRun = 0
        hasBegun = true
        guard window.has(2) else {
            passRest()
            return
        }
        switch window.bytes[1] {
        case UInt8(ascii: "/"):
            guard let length = tagLength() else { return }
            passMarkup(length)
            closeElement()
        case UInt8(ascii: "!") where starts(with: "<!--"):
            begin(.opaque(OpaqueRun(.comment)), opening: 4)
        case UInt8(ascii: "!") where starts(with: "<![CDATA["):
            begin(.opaque(OpaqueRun(.characterData)), opening: 9)
        case UInt8(ascii: "!"):
            begin(.documentType(DocumentTypeRun()), opening: 2)
        case UInt8(ascii: "?"):
            begin(.opaque(OpaqueRun(.instruction)), opening: 2)
        default:
            siftElement()
        }
    }

    private mutating func begin(_ run: Run, opening: Int) {
        self.run = run
        window.clear(opening)
    }

    /// Passes on what is at hand of the open run.
    private mutating func siftRun(_ run: Run) {
        switch run {
        case .opaque(var opaque):
            switch opaque.piece(of: window.bytes) {
            case .last(let length):
                self.run = nil
                passMarkup(length)
                if opaque.kind == .characterData { insert(Insertion.textDivider) }
            case .inner(0, _):
                if !window.grow() { passRest() }
            case .inner(let length, let isDivided):
                self.run = .opaque(opaque)
                window.clear(length)
                if isDivided { insert(opaque.divider) }
            }
        case .documentType(var type):
            let end = type.end(in: window.bytes)
            // Declarations of the file's own may change the grammar.
            if type.hasSubset { mode = .following }
            self.run = end == nil ? .documentType(type) : nil
            if let end { passMarkup(end) } else { passRest() }
        }
    }

    private mutating func siftElement() {
        if rootEnded {
            stopBehindRoot()
            return
        }
        guard let element = elementAtHand() else { return }
        let isContainer = inner == 0 && !place.isField
        let child = isContainer ? place.child(element) : nil
        if mode == .withholding, isContainer, !place.isOutsideCitations {
            if child == nil || child == .authorList || child == .author, withholdElement(wanted: child != nil) {
                return
            }
        }
        guard let length = tagLength() else { return }
        passMarkup(length)
        if window.bytes[length - 2] == UInt8(ascii: "/") {
            noteEnd()
        } else if let child {
            places.append(child)
        } else {
            inner += 1
        }
    }

    /// Withholds the element at hand if it is well formed; a wanted one only when no group of authors is named in it.
    private mutating func withholdElement(wanted: Bool) -> Bool {
        while true {
            switch plainElement.verdict(in: window.bytes) {
            case .wellFormed(let length, let hasCollectiveName):
                if wanted && hasCollectiveName { return false }
                withhold(length)
                markupEnd = window.position
                return true
            case .unsure:
                return false
            case .incomplete:
                guard window.bytes.count < MarkupSieve.regionLimit, window.grow() else { return false }
            }
        }
    }

    private mutating func closeElement() {
        if inner > 0 {
            inner -= 1
        } else if places.count > 1 {
            places.removeLast()
            noteEnd()
        } else {
            giveUp()
        }
    }

    /// An element has ended in the current place.
    private mutating func noteEnd() {
        guard inner == 0 else { return }
        if place == .document {
            rootEnded = true
        } else if place == .set || place == .deletion {
            insert(Insertion.citationEnd)
        }
    }
}

// MARK: - Passing on and withholding

extension MarkupSieve {
    private mutating func withhold(_ count: Int) {
        offsets.withheld(count)
        window.skip(count)
    }

    private mutating func insert(_ bytes: [UInt8]) {
        inserted = bytes
        insertedLeft = bytes.count
    }

    /// Bytes of the tag at hand; nil when the tag was dealt with as broken.
    private mutating func tagLength() -> Int? {
        while true {
            let bytes = window.bytes.prefix(limits.tagBytes)
            switch TagLength(of: UnsafeBufferPointer(rebasing: bytes)) {
            case .complete(let length):
                return length
            case .incomplete where bytes.count == limits.tagBytes:
                // libxml2 needs time that grows with the square of the number of attributes.
                let limit = "the limit of \(limits.tagBytes) bytes"
                window.endHere(Damage(kind: .overLimit, detail: "a tag is longer than \(limit)"))
                return nil
            case .incomplete where window.grow():
                continue
            case .incomplete:
                passRest()
                return nil
            case .broken:
                giveUp()
                return nil
            }
        }
    }

    /// The element whose start tag is at hand; nil when the tag was dealt with as broken.
    private mutating func elementAtHand() -> Element? {
        while true {
            let bytes = window.bytes.dropFirst()
            let end = bytes.firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "/") || $0.isXMLWhiteSpace }
            if let end { return ElementNames.all.element(named: UnsafeBufferPointer(rebasing: bytes[..<end])) }
            guard tagLength() != nil else { return nil }
        }
    }

    /// Passes on markup that is complete.
    private mutating func passMarkup(_ count: Int) {
        window.clear(count)
        markupEnd = window.position + Int64(count)
    }

    /// Passes on all that is at hand: of markup that the file ends in, or behind the place where the sieve gave up.
    private mutating func passRest() { window.clear(window.bytes.count) }

    /// The XML is broken here: libxml2 gets every byte from here on, and finds the error in the first of them.
    private mutating func giveUp() { mode = .open }

    private mutating func stopBehindRoot() {
        window.endHere(Damage(kind: .malformed, detail: "the XML is damaged (content follows the root element)"))
    }

    private mutating func starts(with text: StaticString) -> Bool {
        guard window.has(text.utf8CodeUnitCount) else { return false }
        return window.bytes.starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
