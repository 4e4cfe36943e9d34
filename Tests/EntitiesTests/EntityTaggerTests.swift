import Documents
import Foundation
import TestSupport
import Testing

@testable import Entities

@Suite("The entity tagger")
struct EntityTaggerTests {
    static let words = "the of in gene cell mice human protein p53 KdgR bindase - . ( E. coli alpha α été".split(
        separator: " ")

    /// A document of random sentences, some of them long.
    static func randomDocument(_ number: Int, using generator: inout SeededGenerator) -> Document {
        let sentences = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
            (0..<Int.random(in: 1...25, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? "the"
            }.joined(separator: " ")
        }
        return Document(pmid: "\(number)", passages: [(.title, nil, [sentences[0]]), (.abstract, nil, sentences)])
    }

    /// What tagging a document alone gives.
    func tagged(
        _ document: Document, _ options: EntityTaggerOptions = EntityTaggerOptions(tags: ["Genes", "Taxa", "Proteins"])
    ) throws -> [Entity] {
        var window = [document]
        try EntityTagger(model: TinyModel.load(), options: options).tag(&window)
        return window[0].entities
    }

    @Test("Entities are runs of whole tokens in order, numbered, and never overlap within a type")
    func invariants() throws {
        var generator = SeededGenerator(seed: 51)
        var documents = (0..<8).map { EntityTaggerTests.randomDocument($0, using: &generator) }
        let untagged = documents
        let tagger = try EntityTagger(
            model: TinyModel.load(), options: EntityTaggerOptions(tags: ["Genes", "Taxa", "Proteins"]))
        tagger.tag(&documents)
        #expect(Set(documents.flatMap(\.entities).map(\.tag)) == ["Genes", "Taxa", "Proteins"])
        for (document, before) in zip(documents, untagged) {
            var expected = before
            expected.entities = document.entities
            #expect(document == expected, "nothing but the entities changes")
            #expect(document.entities.map(\.id) == (1...document.entities.count).map { "T\($0)" })
            for (number, entity) in document.entities.enumerated() {
                let tokens = document.sentences[entity.sentence].tokens
                #expect(entity.span.start == tokens[entity.tokens.lowerBound].span.start)
                #expect(entity.span.end == tokens[entity.tokens.upperBound].span.end)
                #expect(entity.score >= 0 && entity.score <= 1)
                for later in document.entities[(number + 1)...] {
                    #expect((entity.span, entity.type.rawValue) < (later.span, later.type.rawValue))
                    #expect(entity.type != later.type || !entity.span.overlaps(later.span))
                }
            }
        }
    }

    @Test("The mentions are those of each tag by itself, settled")
    func merging() throws {
        let document = Document("the alpha bindase of mice in E. coli", "human p53 binding protein .")
        let both = try tagged(document, EntityTaggerOptions(tags: ["Genes", "Proteins"]))
        let genes = try tagged(document, EntityTaggerOptions(tags: ["Genes"]))
        let proteins = try tagged(document, EntityTaggerOptions(tags: ["Proteins"]))
        for entity in both {
            let source = entity.tag == "Genes" ? genes : proteins
            #expect(source.contains { $0.span == entity.span && $0.score == entity.score })
        }
        for entity in genes + proteins {
            #expect(both.contains { $0.span.overlaps(entity.span) && $0.score >= entity.score })
        }
        #expect(!both.isEmpty)
    }

    @Test("The result depends neither on the batch size nor on the other documents, copies of it included")
    func independence() throws {
        var generator = SeededGenerator(seed: 52)
        let documents = (0..<6).map { EntityTaggerTests.randomDocument($0, using: &generator) }
        let model = try TinyModel.load()
        for batchTokens in [1, 64, 4096] {
            var window = documents + documents.reversed()
            try EntityTagger(
                model: model, options: EntityTaggerOptions(tags: ["Genes", "Taxa"], batchTokens: batchTokens)
            ).tag(&window)
            for (together, document) in zip(window, documents + documents.reversed()) {
                let alone = try tagged(document, EntityTaggerOptions(tags: ["Genes", "Taxa"]))
                #expect(together.entities == alone)
            }
        }
    }

    @Test("A tagger gives the same again after other work, and replaces the entities that are there")
    func again() throws {
        var generator = SeededGenerator(seed: 53)
        let first = (0..<3).map { EntityTaggerTests.randomDocument($0, using: &generator) }
        var other = (0..<5).map { EntityTaggerTests.randomDocument($0, using: &generator) }
        let tagger = try EntityTagger(model: TinyModel.load())
        var window = first
        tagger.tag(&window)
        let before = window
        tagger.tag(&other)
        tagger.tag(&window)
        #expect(window == before)
    }

    @Test("Only English passages get entities")
    func languages() throws {
        let sentence = "the alpha bindase of mice in E. coli"
        let english = try tagged(Document(sentence))
        #expect(!english.isEmpty)
        let document = Document(passages: [
            (.vernacularTitle, nil, [sentence]), (.title, "fre", [sentence, sentence]), (.abstract, nil, [sentence]),
            (.otherAbstract, "ger", [sentence]), (.otherAbstract, nil, [sentence]),
        ])
        let found = try tagged(document)
        #expect(Set(found.map(\.sentence)) == [3, 5])
        #expect(found.filter { $0.sentence == 3 }.map(\.tokens) == english.map(\.tokens))
        #expect(found.filter { $0.sentence == 5 }.map(\.tokens) == english.map(\.tokens))
    }

    @Test("Sentences without a passage are tagged")
    func noPassages() throws {
        var document = Document("the alpha bindase of mice in E. coli")
        let expected = try tagged(document)
        document.passages = []
        #expect(try tagged(document) == expected)
    }

    @Test("Documents without text, sentences without tokens and empty windows are left without entities")
    func empty() throws {
        let source = Citation.Source(file: "x.xml", position: 1)
        var blank = Document("the gene")
        blank.sentences[0].tokens = []
        var window = [
            Document(citation: Citation(pmid: "1", status: .deleted, source: source)), blank,
            Document("the alpha bindase of mice in E. coli"),
        ]
        let tagger = try EntityTagger(model: TinyModel.load())
        tagger.tag(&window)
        #expect(window.map { $0.entities.isEmpty } == [true, true, false])
        var nothing: [Document] = []
        tagger.tag(&nothing)
        #expect(nothing.isEmpty)
    }

    @Test("Mentions under the minimum score are left out, no others")
    func minimumScore() throws {
        var generator = SeededGenerator(seed: 54)
        let document = EntityTaggerTests.randomDocument(1, using: &generator)
        let all = try tagged(document, EntityTaggerOptions(tags: ["Genes"]))
        let scores = all.map(\.score).sorted()
        let median = scores[scores.count / 2]
        let sure = try tagged(document, EntityTaggerOptions(tags: ["Genes"], minimumScore: median))
        #expect(sure.map(\.span) == all.filter { $0.score >= median }.map(\.span))
        #expect(!sure.isEmpty && sure.count < all.count)
    }

    @Test("Tags are chosen by name, one a type unless given; unknown names are refused with the known ones")
    func tags() throws {
        let model = try TinyModel.load()
        #expect(try EntityTagger(model: model).tags.map(\.name) == ["Genes", "Taxa"])
        let chosen = try EntityTagger(model: model, options: EntityTaggerOptions(tags: ["Proteins", "Genes"]))
        #expect(chosen.tags.map(\.name) == ["Proteins", "Genes"])
        let unknown = EntityModelError.Kind.unknownTag("BC2GM", known: ["Genes", "Taxa", "Proteins"])
        #expect(throws: EntityModelError(kind: unknown, file: TinyModel.url.path)) {
            try EntityTagger(model: model, options: EntityTaggerOptions(tags: ["Genes", "BC2GM"]))
        }
        #expect(throws: EntityModelError(kind: .duplicateTag("Taxa"), file: TinyModel.url.path)) {
            try EntityTagger(model: model, options: EntityTaggerOptions(tags: ["Taxa", "Taxa"]))
        }
    }
}
