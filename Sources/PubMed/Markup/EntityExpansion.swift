import CXML

/// Expands an entity that a file declares itself, under a budget of steps and bytes.
enum EntityExpansion {
    /// What the expansions of one citation may still cost.
    struct Budget {
        /// Nodes visited: bounds entities that are empty but nested ("billion laughs" of nothing).
        var steps = 10_000
        /// Bytes of text given. NLM's files declare no entities at all.
        var bytes = 1 << 20
    }

    /// Why an entity has no text.
    enum Failure: Error, Equatable {
        /// The file does not declare it, or only a DTD that is not read.
        case undeclared(name: String)
        /// It names another file.
        case external(name: String)
        /// Its expansion is beyond the budget, or it refers to itself.
        case tooLarge(name: String)
    }

    /// The text of an entity reference node.
    static func text(of node: xmlNodePtr, budget: inout Budget) -> Result<[UInt8], Failure> {
        var text: [UInt8] = []
        do throws(Failure) {
            try append(reference: node, depth: 0, to: &text, budget: &budget)
            return .success(text)
        } catch {
            return .failure(error)
        }
    }

    private static func append(
        reference node: xmlNodePtr,
        depth: Int,
        to text: inout [UInt8],
        budget: inout Budget
    ) throws(Failure) {
        let name = node.pointee.name.map { String(cString: $0) } ?? ""
        guard let entity = xmlGetDocEntity(node.pointee.doc, node.pointee.name) else {
            throw .undeclared(name: name)
        }
        guard entity.pointee.etype == XML_INTERNAL_GENERAL_ENTITY else { throw .external(name: name) }
        guard depth < 20 else { throw .tooLarge(name: name) }
        try append(siblings: entity.pointee.children, of: name, depth: depth, to: &text, budget: &budget)
    }

    private static func append(
        siblings first: xmlNodePtr?,
        of name: String,
        depth: Int,
        to text: inout [UInt8],
        budget: inout Budget
    ) throws(Failure) {
        var next = first
        while let node = next {
            budget.steps -= 1
            guard budget.steps > 0 else { throw .tooLarge(name: name) }
            switch node.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                let count = Int(xmlStrlen(node.pointee.content))
                budget.bytes -= count
                guard budget.bytes >= 0 else { throw .tooLarge(name: name) }
                text.append(contentsOf: UnsafeBufferPointer(start: node.pointee.content, count: count))
            case XML_ENTITY_REF_NODE:
                try append(reference: node, depth: depth + 1, to: &text, budget: &budget)
            case XML_ELEMENT_NODE:
                guard depth < 20 else { throw .tooLarge(name: name) }
                try append(siblings: node.pointee.children, of: name, depth: depth + 1, to: &text, budget: &budget)
            default:
                break
            }
            next = node.pointee.next
        }
    }
}
