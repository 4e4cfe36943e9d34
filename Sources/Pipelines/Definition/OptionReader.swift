import Yams

/// Reads the options of one YAML mapping and remembers which were asked for, so that the others can be refused.
struct OptionReader {
    /// The pipeline file, for messages.
    let file: String
    /// What the mapping describes ("stage `entities`"), for messages.
    let subject: String
    private let mapping: Node.Mapping
    private let line: Int?
    private var known: [String] = []

    init(_ node: Node, file: String, subject: String) throws(DefinitionError) {
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
    mutating func node(_ key: String) -> Node? {
        known.append(key)
        return mapping[key]
    }

    /// A text that must be there.
    mutating func requiredText(_ key: String) throws(DefinitionError) -> String {
        guard let text = try text(key) else {
            throw DefinitionError(
                file: file, line: line, problem: "\(subject) has no `\(key)`", remedy: "add a line `\(key): ...`")
        }
        return text
    }

    /// A text that is not empty.
    mutating func text(_ key: String) throws(DefinitionError) -> String? {
        guard let node = node(key) else { return nil }
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw refusal(of: node, key: key, expected: "a text")
        }
        return text
    }

    /// A whole number within a range.
    mutating func number(_ key: String, in range: ClosedRange<Int>) throws(DefinitionError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Int($0.string) }), range.contains(number) else {
            throw refusal(
                of: node, key: key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A decimal number within a range.
    mutating func fraction(_ key: String, in range: ClosedRange<Float>) throws(DefinitionError) -> Float? {
        guard let node = node(key) else { return nil }
        guard let number = node.scalar.flatMap({ Float($0.string) }), range.contains(number) else {
            throw refusal(of: node, key: key, expected: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A number of bytes within a range: plain, or with the unit KiB or MiB.
    mutating func bytes(_ key: String, in range: ClosedRange<Int>) throws(DefinitionError) -> Int? {
        guard let node = node(key) else { return nil }
        guard let bytes = node.scalar.flatMap({ Self.byteCount($0.string) }), range.contains(bytes) else {
            let bounds = "\(range.lowerBound) bytes to \(range.upperBound >> 20)MiB"
            throw refusal(of: node, key: key, expected: "a size such as 512KiB or 1MiB, from \(bounds)")
        }
        return bytes
    }

    /// A number of workers: `auto`, or a whole number.
    mutating func workers(_ key: String) throws(DefinitionError) -> Workers? {
        guard let node = node(key) else { return nil }
        if node.scalar?.string == "auto" { return .auto }
        guard let number = node.scalar.flatMap({ Int($0.string) }), Workers.allowed.contains(number) else {
            let bounds = "\(Workers.allowed.lowerBound) to \(Workers.allowed.upperBound)"
            throw refusal(of: node, key: key, expected: "`auto` or a whole number from \(bounds)")
        }
        return .fixed(number)
    }

    /// One of several words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
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
    mutating func texts(_ key: String) throws(DefinitionError) -> [String]? {
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

    /// Refuses every key that was not asked for.
    func finish() throws(DefinitionError) {
        for (key, _) in mapping {
            let name = key.scalar?.string ?? "?"
            guard !known.contains(name) else { continue }
            throw DefinitionError(
                file: file, line: key.mark?.line, problem: "\(subject) has no option `\(name)`",
                remedy: "it knows \(known.map { "`\($0)`" }.joined(separator: ", "))")
        }
    }

    private func refusal(of node: Node, key: String, expected: String) -> DefinitionError {
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
