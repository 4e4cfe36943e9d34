internal import Configuration
internal import Entities
internal import Yams

extension TrainingConfiguration.Features {
    /// Reads a section `features`; what it does not name is as `known` has it, where there is one.
    ///
    /// - Parameter subject: what the mapping is, for messages.
    init(_ node: Node, known: TrainingConfiguration.Features?, file: String, subject: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: subject)
        func required<Choice: RawRepresentable & CaseIterable>(
            _ key: String, _ known: Choice?
        ) throws(DefinitionError) -> Choice where Choice.RawValue == String {
            if let choice = try options.choice(key, of: Choice.self) ?? known { return choice }
            let words = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw options.failure(
                "\(subject) has no `\(key)`", remedy: "add a line `\(key): ...` with one of \(words)")
        }
        self.init(module: try required("module", known?.module), context: try required("context", known?.context))
        let size = try options.number("label_size", in: 0...8192)
        minimumCount = try options.number("minimum_count", in: 1...1_000_000) ?? known?.minimumCount ?? minimumCount
        try options.finish()
        labelSize = size.map { $0 == 0 ? nil : $0 } ?? (known?.module == module ? known?.labelSize : nil)
        guard labelSize == nil || module == .cfa else {
            throw options.failure(
                "`label_size` has no meaning for the module `\(module.rawValue)`, which compares labels with states",
                remedy: "remove it, or use `module: cfa`")
        }
    }
}
