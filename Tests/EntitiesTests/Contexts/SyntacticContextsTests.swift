import Documents
import TestSupport
import Testing

@testable import Entities

@Suite("Syntactic contexts")
struct SyntacticContextsTests {
    @Test("The paper's example: parts of speech of the word and its neighbours")
    func examplePOS() {
        let contexts = SyntacticContexts(.pos, of: ExampleSentence.syntax)
        #expect(
            contexts.pairs(of: 6, in: ExampleSentence.words)
                == [["transmitted", "congenital", "myotonic"], ["VBN", "JJ", "JJ"]])
    }

    @Test("The paper's example: the words under the first accepted constituent, each with its own")
    func exampleSyn() {
        let contexts = SyntacticContexts(.syn, of: ExampleSentence.syntax)
        #expect(
            contexts.pairs(of: 6, in: ExampleSentence.words) == [
                ["a", "paternally", "transmitted", "congenital", "myotonic", "dystrophy"],
                ["NP", "ADJP", "ADJP", "NP", "NP", "NP"],
            ])
        #expect(
            contexts.pairs(of: 5, in: ExampleSentence.words) == [["paternally", "transmitted"], ["ADJP", "ADJP"]])
        #expect(
            contexts.pairs(of: 2, in: ExampleSentence.words)[1] == ["VP", "NP", "ADJP", "ADJP", "NP", "NP", "NP"])
    }

    @Test("The paper's example: the word, its governor and its dependents, each with its own relation")
    func exampleDep() {
        let contexts = SyntacticContexts(.dep, of: ExampleSentence.syntax)
        #expect(contexts.pairs(of: 6, in: ExampleSentence.words) == [["congenital", "dystrophy"], ["amod", "root"]])
        #expect(
            contexts.pairs(of: 5, in: ExampleSentence.words)
                == [["paternally", "transmitted", "dystrophy"], ["advmod", "amod", "root"]])
        #expect(contexts.numbers[8] == [1, 2, 3, 5, 6, 7, 8])
    }

    @Test("A word at a sentence's edge has one neighbour, a lone word none")
    func edges() {
        let contexts = SyntacticContexts(.pos, of: WordSyntax(wordCount: 3, partsOfSpeech: ["A", "B", "C"]))
        #expect(contexts.numbers == [[0, 1], [0, 1, 2], [1, 2]])
        let lone = WordSyntax(
            wordCount: 1, partsOfSpeech: ["NN"], constituents: [.init(label: "NP", first: 0, last: 0)], heads: [0],
            relations: ["root"])
        let labels = [ContextFeature.pos: "NN", .syn: "NP", .dep: "root"]
        for feature in ContextFeature.allCases {
            let contexts = SyntacticContexts(feature, of: lone)
            #expect(contexts.numbers == [[0]])
            #expect(contexts.labels == [labels[feature]])
        }
    }

    @Test("A word without an accepted constituent over it is its own context, without a label")
    func noAncestor() {
        let constituents: [ConstituencyTree.Constituent] = [
            .init(label: "S", first: 0, last: 4), .init(label: "NP", first: 0, last: 1),
            .init(label: "PRN", first: 3, last: 3),
        ]
        let contexts = SyntacticContexts(.syn, of: WordSyntax(wordCount: 5, constituents: constituents))
        #expect(contexts.numbers == [[0, 1], [0, 1], [2], [3], [4]])
        #expect(contexts.labels == ["NP", "NP", "none", "none", "none"])
    }

    @Test("Constituents that are not accepted are climbed past; of a chain the lowest counts")
    func climbing() {
        let constituents: [ConstituencyTree.Constituent] = [
            .init(label: "S", first: 0, last: 3), .init(label: "VP", first: 0, last: 3),
            .init(label: "NP", first: 1, last: 3), .init(label: "NX", first: 1, last: 2),
            .init(label: "QP", first: 1, last: 1), .init(label: "ADJP", first: 3, last: 3),
            .init(label: "ADVP", first: 3, last: 3),
        ]
        let contexts = SyntacticContexts(.syn, of: WordSyntax(wordCount: 4, constituents: constituents))
        #expect(contexts.labels == ["VP", "NP", "NP", "ADVP"])
        #expect(contexts.numbers == [[0, 1, 2, 3], [1, 2, 3], [1, 2, 3], [3]])
    }

    @Test(
        "Function tags, indices and alternatives are no part of a label",
        arguments: [
            ("NP-SBJ", "NP"), ("NP-SBJ-1", "NP"), ("PP=2", "PP"), ("PRT|ADVP", "PRT"), ("SBAR", "SBAR"),
            ("S-TPC", "none"),
            ("NPX", "none"), ("-NONE-", "none"),
        ])
    func suffixes(label: String, expected: String) {
        let syntax = WordSyntax(wordCount: 2, constituents: [.init(label: label, first: 0, last: 1)])
        #expect(SyntacticContexts(.syn, of: syntax).labels == [expected, expected])
    }

    @Test("Subtypes of relations stay as the parser gives them")
    func subtypes() {
        let syntax = WordSyntax(wordCount: 2, heads: [2, 0], relations: ["nmod:poss", "root"])
        #expect(SyntacticContexts(.dep, of: syntax).labels == ["nmod:poss", "root"])
    }

    @Test("Words whose syntax is not known are their own contexts, without labels", arguments: ContextFeature.allCases)
    func unknown(feature: ContextFeature) {
        let contexts = SyntacticContexts(feature, of: WordSyntax(wordCount: 3))
        #expect(contexts == SyntacticContexts([[0], [1], [2]], labels: ["none", "none", "none"]))
        #expect(SyntacticContexts(feature, of: WordSyntax(wordCount: 0)).wordCount == 0)
    }

    @Test("Only the asked syntax counts")
    func independence() {
        let full = ExampleSentence.syntax
        let parts: [ContextFeature: WordSyntax] = [
            .pos: WordSyntax(wordCount: 9, partsOfSpeech: full.partsOfSpeech),
            .syn: WordSyntax(wordCount: 9, constituents: full.constituents),
            .dep: WordSyntax(wordCount: 9, heads: full.heads, relations: full.relations),
        ]
        for (feature, part) in parts {
            #expect(SyntacticContexts(feature, of: part) == SyntacticContexts(feature, of: full))
        }
    }

    @Test("In random sentences every word is in its own context, contexts are in order and without repetition")
    func invariants() {
        var generator = SeededGenerator(seed: 72)
        for _ in 0..<200 {
            let syntax = WordSyntax.random(Int.random(in: 1...30, using: &generator), using: &generator)
            for feature in ContextFeature.allCases {
                let numbers = SyntacticContexts(feature, of: syntax).numbers
                for (word, contexts) in numbers.enumerated() {
                    #expect(contexts.contains(word))
                    #expect(zip(contexts, contexts.dropFirst()).allSatisfy { $0 < $1 })
                    #expect(contexts.allSatisfy { numbers.indices.contains($0) })
                    if feature == .syn {
                        #expect(contexts.count == 1 || contexts.last.map { $0 - contexts[0] + 1 } == contexts.count)
                    } else {
                        #expect(contexts.allSatisfy { numbers[$0].contains(word) }, "neighbours know each other")
                    }
                }
            }
        }
    }
}

extension WordSyntax {
    /// The syntax of a random sentence: a tree of arcs, nested constituents, and parts of speech.
    static func random(_ count: Int, using generator: inout SeededGenerator) -> WordSyntax {
        func pick(_ list: [String]) -> String { list.randomElement(using: &generator) ?? "" }
        // Every word but the root depends on one before it in a random order of words.
        let order = (0..<count).shuffled(using: &generator)
        var heads = Array(repeating: 0, count: count)
        for place in order.indices.dropFirst() {
            heads[order[place]] = order[Int.random(in: 0..<place, using: &generator)] + 1
        }
        var constituents: [ConstituencyTree.Constituent] = []
        func nest(_ range: Range<Int>) {
            constituents.append(
                .init(
                    label: pick(["S", "NP", "VP", "PP", "NP-SBJ", "PRN", "ADJP"]), first: range.lowerBound,
                    last: range.upperBound - 1))
            guard range.count > 1 else { return }
            let cut = Int.random(in: range.lowerBound + 1..<range.upperBound, using: &generator)
            for part in [range.lowerBound..<cut, cut..<range.upperBound]
            where Bool.random(using: &generator) { nest(part) }
        }
        nest(0..<count)
        return WordSyntax(
            wordCount: count, partsOfSpeech: (0..<count).map { _ in pick(["NN", "JJ", "IN", ".", "FW"]) },
            constituents: constituents, heads: heads,
            relations: heads.map { $0 == 0 ? "root" : pick(["amod", "nmod", "nmod:poss", "punct", "dep"]) })
    }
}
