import Configuration
import Foundation
import Sentences
import TestSupport
import Testing

@testable import Learning

@Suite("Training files of sentences and tokens") struct BoundaryConfigurationTests {
    @Test("pipelines/training/sentences.yaml gives the defaults for GENIA and CRAFT")
    func standard() throws {
        let root = Fixtures.root
        let found = try BoundaryConfiguration(
            contentsOf: root.appendingPathComponent("pipelines/training/sentences.yaml").path)
        var expected = BoundaryConfiguration(name: "syntag-sentences", corpora: found.corpora)
        expected.data = root.deletingLastPathComponent().appendingPathComponent("shared/data/treebank").path
        #expect(found == expected)
        #expect(found.styles == [.craft, .genia])
        #expect(found.corpora.map(\.dev?.texts) == ["genia/raw/dev", "craft/txt/dev"])
    }

    @Test("every option is read")
    func options() throws {
        let found = try BoundaryConfiguration(
            yaml: """
                name: mine
                data: texts
                texts:
                  - {name: X, style: genia, train: a.conllu, train_texts: a}
                weights: {sentences: 9, tokens: 10}
                optimizer: {rate: 0.5, smoothing: 2, sparsity: 3, shrinkage: 4}
                schedule: {epochs: 2, seed: 9}
                """, file: "mine.yaml")
        var expected = BoundaryConfiguration(
            name: "mine",
            corpora: [.init(name: "X", style: .genia, train: .init(sentences: "a.conllu", texts: "a"), dev: nil)])
        expected.data = "texts"
        expected.sentenceBits = 9
        expected.tokenBits = 10
        expected.optimizer.rate = 0.5
        expected.optimizer.smoothing = 2
        expected.optimizer.sparsity = 3
        expected.optimizer.shrinkage = 4
        expected.epochs = 2
        expected.seed = 9
        #expect(found == expected)
    }

    private static let corpus = "texts:\n  - {name: X, style: craft, train: a, train_texts: b}"

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: "", line: nil, words: ["empty", "sentences.yaml"]),
        DefinitionFault(yaml: "texts: []", line: 1, words: ["no `name`"]),
        DefinitionFault(yaml: "name: a", line: 1, words: ["no `texts`"]),
        DefinitionFault(yaml: "name: a\n\(corpus)\ncolour: red", line: 4, words: ["`colour`", "`weights`"]),
        DefinitionFault(yaml: "name: a\ntexts:\n  - {name: X}", line: 3, words: ["corpus X", "`style`", "`craft`"]),
        DefinitionFault(
            yaml: "name: a\ntexts:\n  - {name: X, style: ptb}", line: 3, words: ["`ptb`", "`craft`, `genia`"]),
        DefinitionFault(yaml: "name: a\ntexts:\n  - {name: X, style: craft}", line: 3, words: ["no `train`"]),
        DefinitionFault(
            yaml: "name: a\ntexts:\n  - {name: X, style: craft, train: a, train_texts: b, dev: c}", line: 3,
            words: ["no `dev_texts`"]),
        DefinitionFault(
            yaml: "name: a\n\(corpus)\n  - {name: X, style: genia, train: a, train_texts: b}", line: 4,
            words: ["corpus X", "again"]),
        DefinitionFault(yaml: "name: a\n\(corpus)\nweights: {tokens: 60}", line: 4, words: ["`tokens`", "8 to 22"]),
        DefinitionFault(yaml: "name: a\n\(corpus)\noptimizer: {rate: fast}", line: 4, words: ["`rate`", "`fast`"]),
        DefinitionFault(yaml: "name: a\n\(corpus)\nschedule: {epochs: 0}", line: 4, words: ["`epochs`", "1 to 1000"]),
    ]

    @Test("a faulty file is refused with its line and a remedy", arguments: faults)
    func refused(fault: DefinitionFault) {
        #expect(
            fault.complaints { yaml, file throws(DefinitionError) in
                try BoundaryConfiguration(yaml: yaml, file: file)
            } == [])
    }
}
