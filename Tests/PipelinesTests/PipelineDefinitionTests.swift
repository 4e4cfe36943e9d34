import Configuration
import Foundation
import TestSupport
import Testing

@testable import Pipelines

@Suite("Pipeline files")
struct PipelineDefinitionTests {
    @Test("pipelines/pubmed.yaml is the built-in pipeline")
    func standard() throws {
        let file = Fixtures.root.appendingPathComponent("pipelines/pubmed.yaml").path
        let definition = try PipelineDefinition(contentsOf: file)
        let standard = PipelineDefinition.standard
        #expect(definition.name == standard.name)
        #expect(definition.source == standard.source)
        #expect(definition.sink == standard.sink)
        #expect(definition.stages.count == standard.stages.count)
        for (stage, expected) in zip(definition.stages, standard.stages) {
            #expect(stage.type.isEqual(to: expected.type))
            #expect(stage.workers == expected.workers)
            #expect(stage.capacity == expected.capacity)
        }
    }

    @Test("every option is read")
    func options() throws {
        let definition = try PipelineDefinition(
            yaml: """
                name: mine
                source: {type: pubmed, window: 8, window_bytes: 64KiB, capacity: 2}
                stages:
                  - {type: sentences, workers: 2, capacity: 3, tokens: corpora, method: model, model: near}
                  - {type: syntax, tag: GENIA, batch_tokens: 256, model: there}
                  - type: entities
                    tags: [BC2GM, Linnaeus]
                    minimum_score: 0.25
                    batch_tokens: 1024
                    model: here
                sink: {type: records, frame: 2MiB, compression: 19, capacity: 7}
                """, file: "mine.yaml")
        #expect(definition.name == "mine")
        #expect(definition.source == .init(window: 8, windowBytes: 65_536, capacity: 2))
        #expect(definition.sink == .init(frameBytes: 2 << 20, compression: 19, capacity: 7))
        #expect(definition.stages[0].workers == .fixed(2))
        #expect(definition.stages[0].capacity == 3)
        var sentences = SentencesStage()
        sentences.tokens = .corpora
        sentences.model = "near"
        #expect(definition.stages[0].type.isEqual(to: sentences))
        var entities = EntitiesStage()
        entities.tags = ["BC2GM", "Linnaeus"]
        entities.minimumScore = 0.25
        entities.batchTokens = 1024
        entities.model = "here"
        #expect(definition.stages[2].type.isEqual(to: entities))
        #expect(definition.stages[2].workers == .auto)
        var syntax = SyntaxStage()
        syntax.tag = "GENIA"
        syntax.batchTokens = 256
        syntax.model = "there"
        #expect(definition.stages[1].type.isEqual(to: syntax))
    }

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: "", line: nil, words: ["empty", "pubmed.yaml"]),
        DefinitionFault(yaml: "name: [", line: 2, words: ["YAML"]),
        DefinitionFault(yaml: "name: a\nname: b\nstages: []", line: 1, words: ["`name`", "twice"]),
        DefinitionFault(yaml: "stages: []", line: 1, words: ["no `name`"]),
        DefinitionFault(yaml: "name: a", line: nil, words: ["no list of stages"]),
        DefinitionFault(yaml: "name: a\nstages: sentences", line: 2, words: ["no list of stages"]),
        DefinitionFault(
            yaml: "name: a\nstages: []\ncolour: red", line: 3, words: ["`colour`", "`name`, `source`, `stages`"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentence", line: 3, words: ["`sentence`", "`sentences`, `syntax`"]),
        DefinitionFault(yaml: "name: a\nstages:\n  - sentences", line: 3, words: ["list of options"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: entities", line: 3, words: ["needs sentences", "before it"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: syntax", line: 3, words: ["`syntax`", "needs sentences", "before it"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n  - type: syntax\n    batch_tokens: 1", line: 5,
            words: ["`batch_tokens`", "64 to 65536"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n  - type: entities\n  - type: sentences", line: 5,
            words: ["`sentences`", "again"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    worker: 2", line: 4,
            words: ["`worker`", "`workers`, `capacity`, `method`"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    method: guess", line: 4,
            words: ["`guess`", "`model`, `rules`"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    method: rules\n    model: here", line: 3,
            words: ["`model`", "rules need none", "`method: model`"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    method: rules\n    tokens: genia", line: 3,
            words: ["`genia`", "rules do not know"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    workers: 0", line: 4, words: ["`workers`", "auto"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n    capacity: x", line: 4, words: ["`capacity`", "`x`"]),
        DefinitionFault(
            yaml: "name: a\nsource:\n  window: -1\nstages: []", line: 3, words: ["`window`", "1 to 10000"]),
        DefinitionFault(yaml: "name: a\nsource:\n  type: arxiv\nstages: []", line: 3, words: ["`arxiv`", "`pubmed`"]),
        DefinitionFault(yaml: "name: a\nstages: []\nsink:\n  frame: 1GB", line: 4, words: ["`frame`", "1MiB"]),
        DefinitionFault(yaml: "name: a\nstages: []\nsink:\n  compression: 20", line: 4, words: ["1 to 19"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n  - type: entities\n    tags: []", line: 5,
            words: ["`tags`", "list"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n  - type: entities\n    tags: [A, B, A]", line: 5,
            words: ["A twice"]),
        DefinitionFault(
            yaml: "name: a\nstages:\n  - type: sentences\n  - type: entities\n    minimum_score: 2", line: 5,
            words: ["`minimum_score`", "0.0 to 1.0"]),
    ]

    @Test("a fault is refused with its line and a remedy", arguments: faults)
    func refused(fault: DefinitionFault) {
        let complaints = fault.complaints { (yaml, file) throws(DefinitionError) in
            try PipelineDefinition(yaml: yaml, file: file)
        }
        #expect(complaints == [])
    }

    @Test("a file that is not there, or not text, is refused")
    func unreadable() throws {
        #expect(throws: DefinitionError.self) { try PipelineDefinition(contentsOf: "/nowhere/at/all.yaml") }
        let folder = try TemporaryDirectory()
        let file = try folder.write([0xFF, 0xFE, 0x00, 0x41], to: "bad.yaml")
        #expect(throws: DefinitionError.self) { try PipelineDefinition(contentsOf: file) }
    }
}
