public import Yams

/// Reads the options of one YAML mapping and remembers which were asked for, so that the others can be refused.
public struct OptionReader {
    /// The file, for messages.
    public let file: String
    /// What the mapping describes ("stage `entities`"), for messages.
    public let subject: String
    private let mapping: Node.Mapping
    /// Line of the mapping, from 1.
    public let line: Int?
    private var known: [String] = []

    /// Begins to read a mapping; a node that is none is refused.
    public init(_ node: Node, file: String, subject: String) throws(DefinitionError) {
        guard let mapping = node.mapping else {
            throw DefinitionError(
                file: file, line: node.mark?.line, problem: "\(subject) is not a list of options",
                remedy: "write one `key: value` a line below it")
        }
        self.file = file
        self.subject = subject
        self.mapping = mapping
        self.line = node.mark?.line
    }

    /// The value of a key, or nil when the mapping does not have it.
    public mutating func node(_ key: String) -> Node? {
        known.append(key)
        return mapping[key]
    }

    /// A text that must be there.
    public mutating func requiredText(_ key: String) throws(DefinitionError) -> String {
        guard let text = try text(key) else {
            throw DefinitionError(
                file: file, line: line, problem: "\(subject) has no `\(key)`", remedy: "add a line `\(key): ...`")
        }
        return text
    }

    /// A text that is not empty.
    public mutating func text(_ key: String) throws(DefinitionError) -> String? {
        guard let node = node(key) else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw refusal(of: node, key: key, expected: "a text")
        }
        return text
    }

    /// A whole number within a range.
    public mutating func number(_ key: String, in range: ClosedRange<Int>) throws(DefinitionError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            throw refusal(
                of: node, key: key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A decimal number within a range.
    public mutating func fraction(_ key: String, in range: ClosedRange<Float>) throws(DefinitionError) -> Float? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Float($0.string) }), range.contains(number) else {
            throw refusal(of: node, key: key, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Yes or no: `true` or `false`.
    public mutating func flag(_ key: String) throws(DefinitionError) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let flag = node.scalar.flatMap({ Bool($0.string) }) else {
            throw refusal(of: node, key: key, expected: "`true` or `false`")
        }
        return flag
    }

    /// A number of bytes within a range: plain, or with the unit KiB or MiB.
    public mutating func bytes(_ key: String, in range: ClosedRange<Int>) throws(DefinitionError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let bytes = node.scalar.flatMap({ Self.byteCount($0.string) }), range.contains(bytes) else {
            let bounds = "\(range.lowerBound) bytes to \(range.upperBound >> 20)MiB"
            throw refusal(of: node, key: key, expected: "a size such as 512KiB or 1MiB, from \(bounds)")
        }
        return bytes
    }

    /// One of several words.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of _: Choice.Type
    ) throws(DefinitionError) -> Choice? where Choice.RawValue == String {
        guard let node = node(key) else { return nil }
        guard let choice = node.scalar.flatMap({ Choice(rawValue: $0.string) }) else {
            let words = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw refusal(of: node, key: key, expected: "one of \(words)")
        }
        return choice
    }

    /// A list of texts, at least one.
    public mutating func texts(_ key: String) throws(DefinitionError) -> [String]? {
        guard let node = node(key) else { return nil }
        let texts = node.sequence.map { $0.compactMap { $0.scalar?.string } }
        guard let texts, !texts.isEmpty, texts.count == node.sequence?.count else {
            throw refusal(of: node, key: key, expected: "a list such as [one, two]")
        }
        if let double = texts.first(where: { text in texts.filter { $0 == text }.count > 1 }) {
            throw DefinitionError(
                file: file, line: node.mark?.line, problem: "`\(key)` of \(subject) names \(double) twice",
                remedy: "name it once")
        }
        return texts
    }

    /// A list of mappings, at least one.
    public mutating func mappings(_ key: String) throws(DefinitionError) -> [Node]? {
        guard let node = node(key) else { return nil }
        guard let nodes = node.sequence.map(Array.init), !nodes.isEmpty else {
            throw refusal(of: node, key: key, expected: "a list, each entry with a `-` on a line below it")
        }
        return nodes
    }

    /// The keys of the mapping in the order of the file, for mappings whose keys are names of the user's.
    public var names: [String] { mapping.map { $0.key.scalar?.string ?? "?" } }

    /// The error that the mapping as a whole is wrong.
    public func failure(_ problem: String, remedy: String) -> DefinitionError {
        DefinitionError(file: file, line: line, problem: problem, remedy: remedy)
    }

    /// Refuses every key that was not asked for.
    public func finish() throws(DefinitionError) {
        for (key, _) in mapping {
            let name = key.scalar?.string ?? "?"
            guard !known.contains(name) else { continue }
            throw DefinitionError(
                file: file, line: key.mark?.line, problem: "\(subject) has no option `\(name)`",
                remedy: "it knows \(known.map { "`\($0)`" }.joined(separator: ", "))")
        }
    }

    /// The error for a value that is not what the key takes.
    public func refusal(of node: Node, key: String, expected: String) -> DefinitionError {
        let found = node.scalar.map { "`\($0.string)`" } ?? "a list"
        return DefinitionError(
            file: file, line: node.mark?.line, problem: "`\(key)` of \(subject) is \(found)",
            remedy: "write \(expected)")
    }

    static func byteCount(_ text: String) -> Int? {
        for (unit, shift) in [("KiB", 10), ("MiB", 20)] where text.hasSuffix(unit) {
            guard let number = Int(text.dropLast(unit.count)), number >= 0, number < 1 << 30 else { return nil }
            return number << shift
        }
        return Int(text)
    }
}
