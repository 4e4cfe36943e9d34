import Configuration
import Foundation
import Tensors
import TestSupport
import Testing

@testable import Learning

@Suite("Training files of encoders")
struct PretrainingConfigurationTests {
    @Test("the file that comes with the program is valid and says what the defaults are")
    func published() throws {
        let file = Fixtures.root.appendingPathComponent("pipelines/training/encoder.yaml").path
        let found = try PretrainingConfiguration(contentsOf: file)
        #expect(found.initialise.hasSuffix("initial/minilm-l6") && found.initialise.hasPrefix("/"))
        #expect(found.texts.map(\.format) == [.text] + Array(repeating: .bio, count: 6))
        #expect(found.texts.allSatisfy { $0.format == .text || $0.file.hasSuffix("/train.tsv") })
        var expected = PretrainingConfiguration(
            name: "syntag-encoder-minilm-l6", initialise: found.initialise, texts: found.texts)
        expected.data = found.data
        #expect(found == expected)
    }

    @Test("every key is read")
    func keys() throws {
        let yaml = """
            task: encoder
            name: mine
            initialise: start
            data: there
            texts:
              - a.txt
              - {file: b.tsv, weight: 0.5}
              - {file: c.tsv, format: text}
              - {file: d, format: bio}
            held_out: 0.2
            masking: {share: 0.3, whole_words: false, mask: 0.7, random: 0.2}
            model: {dropout: 0.2, weights: float16}
            optimizer: {learning_rate: 1e-3, average: 0}
            schedule: {epochs: 7, max_subwords: 64}
            evaluation: {per_epoch: 2}
            """
        let found = try PretrainingConfiguration(yaml: yaml, file: "mine.yaml")
        var expected = PretrainingConfiguration(
            name: "mine", initialise: "start",
            texts: [
                TextDefinition(file: "a.txt", format: .text), TextDefinition(file: "b.tsv", format: .bio, weight: 0.5),
                TextDefinition(file: "c.tsv", format: .text), TextDefinition(file: "d", format: .bio),
            ])
        expected.data = "there"
        expected.heldOut = 0.2
        expected.masking.share = 0.3
        expected.masking.wholeWords = false
        (expected.masking.mask, expected.masking.random) = (0.7, 0.2)
        expected.model.dropout = 0.2
        expected.model.weights = .float16
        expected.optimizer.learningRate = 1e-3
        expected.optimizer.average = nil
        expected.schedule.epochs = 7
        expected.schedule.maximumSubwords = 64
        expected.evaluation.perEpoch = 2
        #expect(found == expected)
        var other = expected
        (other.initialise, other.data, other.evaluation.logSteps) = ("x", nil, 7)
        other.model.weights = .float32
        #expect(other.canonical == expected.canonical)
        other.masking.share = 0.31
        #expect(other.canonical != expected.canonical)
        other = expected
        other.texts[1].weight = 1
        #expect(other.canonical != expected.canonical)
    }

    private static let head = "task: encoder\nname: a\ninitialise: b\n"

    static let faults: [DefinitionFault] = [
        DefinitionFault(yaml: "name: a", line: 1, words: ["`task: encoder`"]),
        DefinitionFault(yaml: "task: syntax\nname: a", line: 1, words: ["`task: encoder`"]),
        DefinitionFault(yaml: head, line: 1, words: ["no `texts`"]),
        DefinitionFault(yaml: head + "texts: a.txt", line: 4, words: ["`texts`", "list"]),
        DefinitionFault(yaml: head + "texts:\n  - {weight: 1}", line: 5, words: ["no `file`"]),
        DefinitionFault(yaml: head + "texts:\n  - a\n  - {file: a}", line: 6, words: ["a", "again", "`weight`"]),
        DefinitionFault(
            yaml: head + "texts:\n  - {file: a, format: csv}", line: 5, words: ["`csv`", "`text`, `bio`"]),
        DefinitionFault(yaml: head + "texts:\n  - {file: a.zst, format: bio}", line: 5, words: ["zstd -d"]),
        DefinitionFault(yaml: head + "texts: [a]\nheld_out: 1", line: 5, words: ["`held_out`", "0.5"]),
        DefinitionFault(
            yaml: head + "texts: [a]\nmasking:\n  mask: 0.9\n  random: 0.2", line: 6, words: ["`mask`", "more than 1"]),
        DefinitionFault(
            yaml: head + "texts: [a]\nmasking:\n  words: true", line: 6, words: ["`words`", "`whole_words`"]),
        DefinitionFault(yaml: head + "texts: [a]\nmodel:\n  layers: 3", line: 6, words: ["`layers`", "`dropout`"]),
        DefinitionFault(yaml: head + "texts: [a]\ncorpora: []", line: 5, words: ["`corpora`"]),
    ]

    @Test("bad files are refused with line and remedy", arguments: faults)
    func refused(fault: DefinitionFault) {
        let complaints = fault.complaints { (yaml, file) throws(DefinitionError) in
            try PretrainingConfiguration(yaml: yaml, file: file)
        }
        #expect(complaints == [])
    }
}
