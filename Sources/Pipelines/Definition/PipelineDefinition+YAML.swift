public import Configuration
import Yams

extension PipelineDefinition {
    /// Reads a pipeline file.
    public init(contentsOf file: String) throws(DefinitionError) {
        let yaml = try DefinitionFile.text(of: file)
        try self.init(yaml: yaml, file: file)
    }

    /// Reads a pipeline from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        var root = try OptionReader(
            DefinitionFile.root(yaml: yaml, file: file, example: "pipelines/pubmed.yaml"), file: file,
            subject: "the pipeline")
        name = try root.requiredText("name")
        self.file = file
        source = try Self.source(root.node("source"), file: file)
        let list = root.node("stages")
        sink = try Self.sink(root.node("sink"), file: file)
        try root.finish()

        guard let nodes = list?.sequence else {
            throw DefinitionError(
                file: file, line: list?.mark?.line, problem: "the pipeline has no list of stages",
                remedy: "add `stages:` and below it `- type: sentences`, `- type: entities`")
        }
        stages = []
        for node in nodes { stages.append(try Self.stage(node, file: file)) }
        try checkOrder()
    }

    private static func source(_ node: Node?, file: String) throws(DefinitionError) -> Source {
        guard let node else { return .standard }
        enum Kind: String, CaseIterable { case pubmed }
        var options = try OptionReader(node, file: file, subject: "the source")
        var source = Source.standard
        _ = try options.choice("type", of: Kind.self)
        source.window = try options.number("window", in: 1...10_000) ?? source.window
        source.windowBytes = try options.bytes("window_bytes", in: 1...(64 << 20)) ?? source.windowBytes
        source.capacity = try options.number("capacity", in: 1...10_000) ?? source.capacity
        try options.finish()
        return source
    }

    private static func sink(_ node: Node?, file: String) throws(DefinitionError) -> Sink {
        guard let node else { return .standard }
        enum Kind: String, CaseIterable { case records }
        var options = try OptionReader(node, file: file, subject: "the sink")
        var sink = Sink.standard
        _ = try options.choice("type", of: Kind.self)
        sink.frameBytes = try options.bytes("frame", in: (4 << 10)...(256 << 20)) ?? sink.frameBytes
        sink.compression = try options.number("compression", in: 1...19) ?? sink.compression
        sink.capacity = try options.number("capacity", in: 1...10_000) ?? sink.capacity
        try options.finish()
        return sink
    }

    private static func stage(_ node: Node, file: String) throws(DefinitionError) -> Stage {
        var named = try OptionReader(node, file: file, subject: "a stage")
        let type = try named.requiredText("type")
        var options = try OptionReader(node, file: file, subject: "stage `\(type)`")
        let typeNode = options.node("type")
        let workers = try options.workers("workers")
        let capacity = try options.number("capacity", in: 1...10_000)
        guard let found = StageTypes.all.first(where: { $0.typeName == type }) else {
            throw DefinitionError(
                file: file, line: typeNode?.mark?.line, problem: "there is no stage of type `\(type)`",
                remedy: "the types are \(StageTypes.names)")
        }
        var stage = Stage(try found.init(options: &options))
        try options.finish()
        stage.workers = workers ?? stage.workers
        stage.capacity = capacity ?? stage.capacity
        stage.line = node.mark?.line
        return stage
    }
}
