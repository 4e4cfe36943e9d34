import Foundation
import Yams

extension PipelineDefinition {
    /// Reads a pipeline file.
    public init(contentsOf file: String) throws(DefinitionError) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw DefinitionError(
                file: file, line: nil, problem: "the file cannot be read", remedy: "check its name and permissions")
        }
        guard let yaml = String(data: data, encoding: .utf8) else {
            throw DefinitionError(file: file, line: nil, problem: "the file is not UTF-8", remedy: "save it as UTF-8")
        }
        try self.init(yaml: yaml, file: file)
    }

    /// Reads a pipeline from the text of a YAML file; `file` is its name for messages.
    public init(yaml: String, file: String) throws(DefinitionError) {
        var root = try OptionReader(Self.compose(yaml, file: file), file: file, subject: "the pipeline")
        name = try root.requiredText("name")
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
        try checkOrder(nodes.map { $0.mark?.line }, file: file)
    }

    private static func compose(_ yaml: String, file: String) throws(DefinitionError) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
        } catch let error as YamlError {
            throw DefinitionError(
                file: file, line: error.line, problem: "not readable as YAML (\(error.reason))",
                remedy: "check indentation, quotes and colons there")
        } catch {
            throw DefinitionError(
                file: file, line: nil, problem: "not readable as YAML (\(error))", remedy: "check the file")
        }
        throw DefinitionError(
            file: file, line: nil, problem: "the file is empty", remedy: "start from pipelines/pubmed.yaml")
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
        return stage
    }

    /// Refuses a stage that stands twice, or before what it requires.
    private func checkOrder(_ lines: [Int?], file: String) throws(DefinitionError) {
        var provided: Set<Feature> = [.text]
        var seen: Set<String> = []
        for (stage, line) in zip(stages.map { Swift.type(of: $0.type) }, lines) {
            guard seen.insert(stage.typeName).inserted else {
                throw DefinitionError(
                    file: file, line: line, problem: "stage `\(stage.typeName)` stands here again",
                    remedy: "remove one of the two")
            }
            if let missing = Feature.allCases.first(where: { stage.requires.contains($0) && !provided.contains($0) }) {
                let provider = StageTypes.all.first { $0.provides.contains(missing) }?.typeName ?? "?"
                throw DefinitionError(
                    file: file, line: line,
                    problem: "stage `\(stage.typeName)` needs \(missing.rawValue), which nothing before it provides",
                    remedy: "put a stage `\(provider)` before it")
            }
            provided.formUnion(stage.provides)
        }
    }
}

extension YamlError {
    /// Line of the first fault, from 1, where the parser knows it.
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    /// What the parser found, in a few words.
    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "the key \(keys.map { "`\($0)`" }.joined(separator: ", ")) stands there twice"
        default: "not valid"
        }
    }
}
