import CXML

/// libxml2's pull reader over the bytes of an `XMLInput`.
///
/// It never opens anything: no DTD, no external entity, no network. Entities that the file itself declares are not
/// expanded by libxml2 but by `EntityExpansion`, under a budget.
final class XMLPullReader {
    /// A node of the XML, as far as it matters here.
    enum Event {
        case start(Element, isEmpty: Bool)
        case end
        /// Characters, not terminated by zero; good until the next event.
        case text(UnsafeBufferPointer<UInt8>)
        /// A reference to an entity that is not one of the five of XML itself.
        case entityReference
    }

    /// Moves libxml2 to the next node: 1 when there is one, 0 at the end, -1 after an error.
    typealias Step = (xmlTextReaderPtr) -> Int32

    /// libxml2's own step.
    static func step(_ reader: xmlTextReaderPtr) -> Int32 { xmlTextReaderRead(reader) }

    private let reader: xmlTextReaderPtr
    private let step: Step
    private let input: XMLInput
    private let elements: ElementTable
    private let report = ErrorReport()

    /// What libxml2 said first, filled by its error callback.
    private final class ErrorReport {
        var message: String?
        var code: Int32 = 0
        var line: Int?
        /// Bytes that libxml2 had consumed. It forgets them when it gives up.
        var position: Int64?
    }

    /// Runs once in a process: libxml2's global tables.
    private static let libraryIsReady: Void = xmlInitParser()

    /// Starts reading; tests give a step that fails.
    init(input: XMLInput, step: @escaping Step) throws(Damage) {
        XMLPullReader.libraryIsReady
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
        let read: xmlInputReadCallback = { context, buffer, count in
            guard let context, let buffer else { return -1 }
            let input = Unmanaged<XMLInput>.fromOpaque(context).takeUnretainedValue()
            return Int32(input.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))))
        }
        let outOfMemory = Damage(kind: .readFailed, detail: "libxml2 cannot start: out of memory")
        let context = Unmanaged.passUnretained(input).toOpaque()
        guard let reader = xmlReaderForIO(read, nil, context, nil, nil, Int32(options)) else { throw outOfMemory }
        let interned = ElementTable { name in xmlTextReaderConstString(reader, name.utf8Start) }
        guard let interned else {
            xmlFreeTextReader(reader)
            throw outOfMemory
        }
        self.reader = reader
        self.input = input
        self.step = step
        elements = interned
        let onError: xmlStructuredErrorFunc = { context, error in
            guard let context, let error else { return }
            let report = Unmanaged<ErrorReport>.fromOpaque(context).takeUnretainedValue()
            guard report.message == nil, error.pointee.level == XML_ERR_FATAL else { return }
            report.message = error.pointee.message.map { String(cString: $0) } ?? "unknown error"
            report.code = error.pointee.code
            report.line = error.pointee.line > 0 ? Int(error.pointee.line) : nil
            guard let parser = error.pointee.ctxt else { return }
            let consumed = xmlByteConsumed(parser.assumingMemoryBound(to: xmlParserCtxt.self))
            report.position = consumed < 0 ? nil : Int64(consumed)
        }
        xmlTextReaderSetStructuredErrorHandler(reader, onError, Unmanaged.passUnretained(report).toOpaque())
    }

    deinit { xmlFreeTextReader(reader) }

    /// The next node, or nil when libxml2 says that the document has ended well; any other end is damage.
    func next() throws(Damage) -> Event? {
        while true {
            let result = step(reader)
            guard result == 1 else {
                if let damage = damage(result: result) { throw damage }
                return nil
            }
            guard let node = xmlTextReaderCurrentNode(reader) else { continue }
            switch xmlReaderTypes(UInt32(bitPattern: xmlTextReaderNodeType(reader))) {
            case XML_READER_TYPE_ELEMENT:
                let element = element(of: node)
                return .start(element, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_END_ELEMENT:
                return .end
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
                XML_READER_TYPE_WHITESPACE:
                return .text(XMLPullReader.content(of: node))
            case XML_READER_TYPE_ENTITY_REFERENCE:
                return .entityReference
            default:
                continue
            }
        }
    }

    /// The damage of a file that ends before its root element does.
    var truncation: Damage {
        Damage(
            kind: .truncated,
            detail: "the file ends before its root element does",
            position: input.position,
            line: input.line(at: input.position, parserLine: Int(xmlTextReaderGetParserLineNumber(reader)))
        )
    }

    /// The local name of the current element.
    var elementName: String {
        xmlTextReaderConstName(reader).map { String(cString: $0) } ?? ""
    }

    /// The value of an attribute of the current element, or nil; an attribute with entity references counts as absent.
    func attribute(_ name: StaticString) -> String? {
        guard let node = xmlTextReaderCurrentNode(reader), node.pointee.type == XML_ELEMENT_NODE else { return nil }
        var next = node.pointee.properties
        while let attribute = next {
            if attribute.pointee.ns == nil, xmlStrEqual(attribute.pointee.name, name.utf8Start) == 1 {
                guard let value = attribute.pointee.children else { return "" }
                guard value.pointee.type == XML_TEXT_NODE, value.pointee.next == nil else { return nil }
                return value.pointee.content.map { String(cString: $0) }
            }
            next = attribute.pointee.next
        }
        return nil
    }

    /// The text of the entity that the current node refers to, or what is wrong with it.
    func expandEntity(budget: inout EntityExpansion.Budget) -> Result<[UInt8], EntityExpansion.Failure> {
        guard let node = xmlTextReaderCurrentNode(reader) else { return .success([]) }
        return EntityExpansion.text(of: node, budget: &budget)
    }

    private func element(of node: xmlNodePtr) -> Element {
        let element = elements.element(named: node.pointee.name)
        guard element == .other, node.pointee.ns == nil, let name = node.pointee.name else { return element }
        // A name with an undeclared prefix is interned as a pair, at an address of its own.
        guard xmlStrchr(name, UInt8(ascii: ":")) != nil else { return element }
        return ElementNames.all.element(named: UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name))))
    }

    private static func content(of node: xmlNodePtr) -> UnsafeBufferPointer<UInt8> {
        guard let content = node.pointee.content else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: content, count: Int(xmlStrlen(content)))
    }

    /// What ended the reading, or nil when the document ended well: libxml2 says 0, and nobody has complained.
    private func damage(result: Int32) -> Damage? {
        let parserLine = report.line ?? Int(xmlTextReaderGetParserLineNumber(reader))
        if var damage = input.damage {
            // What libxml2 says then is only that the document stops.
            damage.line = input.line(at: damage.position, parserLine: parserLine)
            return damage
        }
        let position = report.position.map { input.position(ofParser: $0) }
        if input.endsWithinRoot && (report.message == nil || isComplaintOfEnd(at: position)) { return truncation }
        if let message = report.message {
            return Damage(
                kind: kind(of: report.code),
                detail: XMLPullReader.sentence(from: message),
                position: position,
                line: input.line(at: position, parserLine: parserLine)
            )
        }
        if result == 0 { return nil }
        // It does so at some of its own limits, as when it joins CDATA sections to more than 10 MB.
        return Damage(
            kind: .overLimit,
            detail: "libxml2 stopped without saying why, as it does at sizes beyond its limits",
            position: input.position,
            line: input.line(at: input.position, parserLine: parserLine)
        )
    }

    /// True when libxml2 complains of nothing but that the file ends: at its end, or in what the end has cut off.
    private func isComplaintOfEnd(at position: Int64?) -> Bool {
        let code = xmlParserErrors(UInt32(bitPattern: report.code))
        if code == XML_ERR_DOCUMENT_END || code == XML_ERR_DOCUMENT_EMPTY { return true }
        // An end tag is complete when its name turns out to be wrong.
        guard let position, code != XML_ERR_TAG_NAME_MISMATCH else { return false }
        return position >= input.markupEnd
    }

    private func kind(of code: Int32) -> PubMedError.Kind {
        switch xmlParserErrors(UInt32(bitPattern: code)) {
        case XML_ERR_TAG_NOT_FINISHED, XML_ERR_COMMENT_NOT_FINISHED, XML_ERR_CDATA_NOT_FINISHED,
            XML_ERR_DOCTYPE_NOT_FINISHED, XML_ERR_PI_NOT_FINISHED:
            input.hasEnded ? .truncated : .malformed
        case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING,
            XML_I18N_CONV_FAILED, XML_I18N_NO_HANDLER:
            .badEncoding
        case XML_ERR_ENTITY_LOOP, XML_ERR_NO_MEMORY, XML_ERR_INTERNAL_ERROR, XML_ERR_NAME_TOO_LONG:
            .overLimit
        default: .malformed
        }
    }

    /// libxml2's message as a part of ours: one line, no full stop.
    private static func sentence(from message: String) -> String {
        var text = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        while let last = text.last, last == " " || last == "." { text.removeLast() }
        return "the XML is damaged (\(text))"
    }
}
