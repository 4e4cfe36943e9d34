import Documents
import Entities
import Foundation
import TestSupport
import Testing
import WordPieces

@testable import Learning

@Suite("The corpora of a run")
struct TrainingDataTests {
    private let folder: TemporaryDirectory
    private let tokenizer: WordPieceTokenizer

    init() throws {
        folder = try TemporaryDirectory()
        let vocabulary = try Vocabulary(entries: ["[UNK]", "[CLS]", "[SEP]", "a", "b", "<X>", "</X>", "<Y>", "</Y>"])
        tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
        _ = try folder.write(Array("a\tB\nb\tO\n\nb\tO\n".utf8), to: "x.tsv")
        _ = try folder.write(Array("a\tO\n".utf8), to: "more.tsv")
        _ = try folder.write(Array("b\tB\na\tI\n\n\na\tO\nb\tB\n".utf8), to: "y.tsv")
    }

    private func corpora(
        _ corpora: [CorpusDefinition], train: Int? = nil, devel: Int? = nil
    ) throws -> TrainingCorpora {
        try TrainingCorpora(corpora, folder: folder.url.path, limits: limits(train: train, devel: devel), seed: 1)
    }

    private func limits(train: Int? = nil, devel: Int? = nil) -> TrainingData.Limits {
        .init(trainSubwords: 16, develSubwords: 16, trainSentences: train, develSentences: devel)
    }

    private func data(_ definitions: [CorpusDefinition], train: Int? = nil, devel: Int? = nil) throws -> TrainingData {
        TrainingData(
            try corpora(definitions, train: train, devel: devel), scheme: TagScheme(), tokenizer: tokenizer,
            limits: limits())
    }

    @Test("files of several corpora become one list of sequences")
    func sequences() throws {
        let data = try data([
            .init(name: "X", type: .gene, train: ["x.tsv", "more.tsv"], devel: "y.tsv"),
            .init(name: "Y", type: .disease, train: [folder.path("y.tsv")], weight: 0.5),
        ])
        #expect(data.sequences.count == 5)
        #expect(data.sources.map(\.sequences) == [0..<3, 3..<5])
        #expect(data.sources.map(\.weight) == [1, 0.5])
        #expect(data.devel.map(\.name) == ["X"])
        #expect(data.devel[0].windows == [0..<1, 1..<2])
        #expect(
            Set(data.sequences.map(\.open)) == [tokenizer.vocabulary.id(of: "<X>"), tokenizer.vocabulary.id(of: "<Y>")])
    }

    @Test("a budget takes some sentences, the same every time")
    func budget() throws {
        let corpora = [CorpusDefinition(name: "X", type: .gene, train: ["x.tsv", "more.tsv"], devel: "y.tsv")]
        let first = try data(corpora, train: 2, devel: 1)
        #expect(first.sequences.count == 2)
        #expect(first.devel[0].sentences.count == 1)
        #expect(try data(corpora, train: 2, devel: 1).sequences == first.sequences)
    }

    @Test("the digest follows the files' content")
    func digest() throws {
        let definitions = [CorpusDefinition(name: "X", type: .gene, train: ["x.tsv"])]
        let before = try corpora(definitions).digest
        #expect(try corpora(definitions).digest == before)
        _ = try folder.write(Array("a\tO\nb\tO\n\nb\tO\n".utf8), to: "x.tsv")
        #expect(try corpora(definitions).digest != before)
    }

    @Test(
        "bad corpora are refused with file and line",
        arguments: [
            ("a\tB\tx\n", "bad.tsv:1: the line has 3 columns"),
            ("a\tB\nb\tB-Gene\n", "bad.tsv:2: \"B-Gene\" is no label"),
            ("", "bad.tsv: the corpus has no sentence"),
        ])
    func bad(text: String, message: String) throws {
        _ = try folder.write(Array(text.utf8), to: "bad.tsv")
        for corpus in [
            CorpusDefinition(name: "X", type: .gene, train: ["bad.tsv"]),
            CorpusDefinition(name: "X", type: .gene, train: ["x.tsv"], devel: "bad.tsv"),
        ] {
            let error = try #require(throws: CorpusError.self) { try data([corpus]) }
            #expect("\(error)".contains(message))
        }
        #expect(throws: CorpusError.self) { try data([.init(name: "X", type: .gene, train: ["absent.tsv"])]) }
    }
}
