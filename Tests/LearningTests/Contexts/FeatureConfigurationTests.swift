import Configuration
import Entities
import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite("Features in training files")
struct FeatureConfigurationTests {
    private static let head = "name: a\ninitialise: b\ncorpora: [{name: X, type: Gene}]\n"

    private func features(_ yaml: String) throws -> TrainingConfiguration.Features? {
        try TrainingConfiguration(yaml: Self.head + yaml, file: "a.yaml").features
    }

    @Test("every option is read; what is absent has its default")
    func options() throws {
        #expect(try features("") == nil)
        #expect(try features("features: {module: twa, context: syn}") == .init(module: .twa, context: .syn))
        var expected = TrainingConfiguration.Features(module: .cfa, context: .pos, labelSize: 768)
        expected.minimumCount = 9
        let yaml = "features:\n  module: cfa\n  context: pos\n  label_size: 768\n  minimum_count: 9"
        #expect(try features(yaml) == expected)
        // 0 is the hidden size of whatever encoder.
        #expect(try features("features: {module: cfa, context: dep, label_size: 0}")?.labelSize == nil)
        #expect(try features("features: {module: kvmn, context: dep, label_size: 0}")?.labelSize == nil)
        #expect(try TrainingConfiguration(yaml: Self.head + "syntax: here", file: "a.yaml").syntax == "here")
    }

    @Test(
        "pipelines/training/entities-cfa.yaml is entities.yaml with dependencies, biobert.yaml has the paper's settings"
    )
    func files() throws {
        let folder = Fixtures.root.appendingPathComponent("pipelines/training")
        func read(_ name: String) throws -> TrainingConfiguration {
            try TrainingConfiguration(contentsOf: folder.appendingPathComponent(name).path)
        }
        var found = try read("entities-cfa.yaml")
        let standard = try read("entities.yaml")
        #expect(found.features == .init(module: .cfa, context: .dep))
        found.features = nil
        found.name = standard.name
        #expect(found == standard)

        let paper = try read("biobert.yaml")
        #expect(paper.corpora.map(\.name) == standard.corpora.map(\.name))
        #expect(paper.corpora.allSatisfy { $0.weight == 1 })
        #expect(paper.features == .init(module: .cfa, context: .dep, labelSize: 768))
        #expect(paper.optimizer.learningRate == 5e-5 && paper.optimizer.options.weightDecay == 0)
        #expect(paper.optimizer.average == nil)
        #expect(paper.schedule.epochs == 30 && paper.schedule.maximumSubwords == 128)
        #expect(paper.initialise.hasSuffix("/initial/biobert"))
    }

    @Test("a folder of syntax is relative to the file that names it")
    func folder() throws {
        let folder = try TemporaryDirectory()
        let file = try folder.write((Self.head + "syntax: parser").utf8, to: "a.yaml")
        #expect(try TrainingConfiguration(contentsOf: file).syntax == folder.path("parser"))
    }

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: head + "features: cfa", line: 4, words: ["`features`", "options"]),
        DefinitionFault(
            yaml: head + "features:\n  context: dep", line: 5, words: ["no `module`", "`cfa`, `twa`, `kvmn`"]),
        DefinitionFault(
            yaml: head + "features:\n  module: cfa", line: 5, words: ["no `context`", "`pos`, `syn`, `dep`"]),
        DefinitionFault(
            yaml: head + "features:\n  module: mfa\n  context: dep", line: 5, words: ["`mfa`", "`cfa`, `twa`, `kvmn`"]),
        DefinitionFault(
            yaml: head + "features:\n  module: cfa\n  context: Dep", line: 6, words: ["`Dep`", "`dep`"]),
        DefinitionFault(
            yaml: head + "features: {module: cfa, context: dep, label_size: 9000}", line: 4,
            words: ["`label_size`", "0 to 8192"]),
        DefinitionFault(
            yaml: head + "features: {module: twa, context: dep, label_size: 32}", line: 4,
            words: ["`label_size`", "`twa`", "`module: cfa`"]),
        DefinitionFault(
            yaml: head + "features: {module: cfa, context: dep, minimum_count: 0}", line: 4,
            words: ["`minimum_count`", "1 to 1000000"]),
        DefinitionFault(
            yaml: head + "features: {module: cfa, context: dep, size: 1}", line: 4, words: ["`size`", "`label_size`"]),
    ]

    @Test("bad features are refused with line and remedy", arguments: faults)
    func refused(fault: DefinitionFault) {
        let complaints = fault.complaints { (yaml, file) throws(DefinitionError) in
            try TrainingConfiguration(yaml: yaml, file: file)
        }
        #expect(complaints == [])
    }
}
