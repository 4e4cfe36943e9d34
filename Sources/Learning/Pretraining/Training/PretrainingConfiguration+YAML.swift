public import Configuration
internal import Tensors
internal import Yams

extension PretrainingConfiguration {
    /// What `task` says in a training file of this kind.
    public static let task = "encoder"

    /// Reads a training file.
    ///
    /// Folders that it names are relative to the folder of the file.
    public init(contentsOf file: String) throws(DefinitionError) {
        try self.init(yaml: DefinitionFile.text(of: file), file: file)
        initialise = DefinitionFile.path(initialise, besides: file)
        data = data.map { DefinitionFile.path($0, besides: file) }
    }

    /// Reads a configuration from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        let node = try DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/training/encoder.yaml")
        var root = try OptionReader(node, file: file, subject: "the training file")
        guard try root.text("task") == Self.task else {
            throw root.failure("this is no training file of an encoder", remedy: "add a line `task: encoder`")
        }
        self.init(name: try root.requiredText("name"), initialise: try root.requiredText("initialise"), texts: [])
        data = try root.text("data")
        let list = try root.mappings("texts")
        heldOut = try root.fraction("held_out", in: 0...0.5) ?? heldOut
        let masking = root.node("masking"), model = root.node("model"), optimizer = root.node("optimizer")
        let schedule = root.node("schedule"), evaluation = root.node("evaluation")
        try root.finish()
        guard let list, !list.isEmpty else {
            throw root.failure("there are no `texts`", remedy: "add `texts:` and below it `- FILE`, one a line")
        }
        for node in list { texts.append(try Self.text(node, before: texts, file: file)) }
        if let masking { try self.masking.read(masking, file: file) }
        if let model { try self.model.read(model, file: file) }
        if let optimizer { try self.optimizer.read(optimizer, file: file) }
        if let schedule { try self.schedule.read(schedule, file: file) }
        if let evaluation { try self.evaluation.read(evaluation, file: file) }
    }

    /// A file of texts: its name alone, or a mapping.
    private static func text(
        _ node: Node, before others: [TextDefinition], file: String
    ) throws(DefinitionError) -> TextDefinition {
        let text: TextDefinition
        if let name = node.scalar?.string, !name.isEmpty {
            text = TextDefinition(file: name)
        } else {
            var options = try OptionReader(node, file: file, subject: "a text")
            text = TextDefinition(
                file: try options.requiredText("file"),
                format: try options.choice("format", of: TextDefinition.Format.self),
                weight: try options.fraction("weight", in: 0...100) ?? 1)
            try options.finish()
        }
        guard !others.contains(where: { $0.file == text.file }) else {
            throw DefinitionError(
                file: file, line: node.mark?.line, problem: "the file \(text.file) stands here again",
                remedy: "remove one of the two, and give the other a `weight`")
        }
        guard text.format == .text || !text.file.hasSuffix(".zst") else {
            throw DefinitionError(
                file: file, line: node.mark?.line, problem: "the entity corpus \(text.file) is compressed",
                remedy: "decompress it with `zstd -d`")
        }
        return text
    }
}

extension MaskingSettings {
    fileprivate mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`masking`")
        share = try options.fraction("share", in: 0.01...0.9) ?? share
        wholeWords = try options.flag("whole_words") ?? wholeWords
        mask = try options.fraction("mask", in: 0...1) ?? mask
        random = try options.fraction("random", in: 0...1) ?? random
        try options.finish()
        guard mask + random <= 1.000_001 else {
            throw options.failure(
                "`mask` and `random` of `masking` are more than 1 together", remedy: "write two parts of one")
        }
    }
}

extension PretrainingConfiguration.Model {
    fileprivate mutating func read(_ node: Node, file: String) throws(DefinitionError) {
        var options = try OptionReader(node, file: file, subject: "`model`")
        dropout = try options.fraction("dropout", in: 0...0.9) ?? dropout
        weights = try options.choice("weights", of: WeightType.self) ?? weights
        try options.finish()
    }
}
