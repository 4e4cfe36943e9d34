import Documents
import Scoring
import TestSupport
import Testing

@testable import Entities

@Suite("Tagging with syntax")
struct FeatureTaggerTests {
    /// A document of sentences that have random syntax.
    func document(_ sentences: [String], using generator: inout SeededGenerator) -> Document {
        var document = Document(passages: [(.abstract, nil, sentences)])
        for number in document.sentences.indices {
            let count = document.sentences[number].tokens.count
            let syntax = WordSyntax.random(count, using: &generator)
            for token in 0..<count { document.sentences[number].tokens[token].xpos = syntax.partsOfSpeech[token] }
            document.sentences[number].dependencies = DependencyTree(heads: syntax.heads, relations: syntax.relations)
            document.sentences[number].constituents = ConstituencyTree(constituents: syntax.constituents)
        }
        return document
    }

    func words(of sentence: Sentence, in document: Document) -> [String] {
        sentence.tokens.map { String(document.substring($0.span)) }
    }

    @Test(
        "Entities are those that the evaluator's labels say, for every sentence by itself",
        arguments: ContextModule.allCases, ContextFeature.allCases)
    func agreement(module: ContextModule, context: ContextFeature) throws {
        let (_, model) = try ContextModuleTests.model(module, context, tagLayer: 1)
        var generator = SeededGenerator(seed: 78)
        // The same words many times under other syntax: what is remembered of one must not be taken for another.
        let text = "the alpha bindase of mice in E. coli cell gene"
        let sentences = Array(repeating: text, count: 30) + ["mice", "- . ( -", "human p53 binding protein ."]
        var documents = (0..<2).map { _ in self.document(sentences, using: &generator) }
        documents.append(documents[0])
        let tagger = try EntityTagger(model: model, options: EntityTaggerOptions(tags: ["Genes"]))
        tagger.tag(&documents)
        #expect(documents[2] == documents[0])
        let evaluator = try EntityEvaluator(model: model, tag: "Genes")
        var scores: Set<[Float]> = []
        for document in documents {
            for (number, sentence) in document.sentences.enumerated() {
                let labels = evaluator.labels(
                    of: [words(of: sentence, in: document)], syntax: [WordSyntax(of: sentence)])[0]
                let expected = BIOLabel.mentions(in: labels).map { $0.lowerBound...$0.upperBound - 1 }
                let found = document.entities.filter { $0.sentence == number }
                #expect(found.map(\.tokens) == expected)
                if sentence.tokens.count == 10 { scores.insert(found.map(\.score)) }
            }
        }
        #expect(scores.count > 1, "the same words are scored otherwise under other syntax")
    }

    @Test("Sentences without syntax are tagged, each word its own context", arguments: ContextFeature.allCases)
    func noSyntax(context: ContextFeature) throws {
        let (_, model) = try ContextModuleTests.model(.cfa, context)
        var documents = [Document("the alpha bindase of mice", "gene", ". . ,")]
        try EntityTagger(model: model).tag(&documents)
        let evaluator = try EntityEvaluator(model: model, tag: "Genes")
        let sentences = documents[0].sentences.map { words(of: $0, in: documents[0]) }
        let labels = evaluator.labels(of: sentences, syntax: sentences.map { WordSyntax(wordCount: $0.count) })
        let genes = documents[0].entities.filter { $0.tag == "Genes" }.map(\.tokens)
        #expect(
            genes == labels.flatMap { BIOLabel.mentions(in: $0).map { $0.lowerBound...$0.upperBound - 1 } })
    }
}
