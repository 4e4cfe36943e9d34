import Documents
import Foundation
import TestSupport
import Testing
import Treebanks

@Suite("Bracketed trees")
struct BracketTests {
    @Test("Trees on one line, on many, and two on a line; traces and function tags go")
    func read() throws {
        let trees = try BracketReader.trees(path: Fixtures.url("treebanks/lines.trees").path)
        #expect(
            try trees.map(BracketWriter.line) == [
                "(S1 (S (NP (NNS Mice)) (. .)))",
                "(S1 (S (NP (NN -LSB-Ca2+-RSB-i)) (VP (VBD rose) (PP (IN in) (NP (JJ stress-activated) (NNS cells)))) "
                    + "(. .)))",
                "(S1 (S (NP (PRP It)) (VP (VBD was) (`` ``) (ADJP (JJ high))) (. .)))",
                "(S1 (NP (NNS Voles)))",
            ])
        #expect(trees[1].words == ["[Ca2+]i", "rose", "in", "stress-activated", "cells", "."])
        #expect(trees[1].tags == ["NN", "VBD", "IN", "JJ", "NNS", "."])
    }

    @Test("As written, traces and function tags stay")
    func asWritten() throws {
        let text = "(S (NP-SBJ-1 (PRP it)) (VP (VBD was) (NP (-NONE- *-1))))"
        #expect(try BracketWriter.line(read(text, .asWritten)) == text)
        #expect(try BracketWriter.line(read(text)) == "(S (NP (PRP it)) (VP (VBD was)))")
    }

    @Test(
        "Labels lose their tags and indices",
        arguments: [
            ("NP-SBJ-1", "NP"), ("NP=2", "NP"), ("PP-LOC=3", "PP"), ("PRT|ADVP", "PRT|ADVP"), ("-X-", "-X-"),
            ("S1", "S1"),
        ]
    )
    func labels(written: String, read label: String) throws {
        #expect(try read("(\(written) (NN a))") == .constituent(label: label, children: [.word(form: "a", tag: "NN")]))
    }

    @Test("Tags keep their signs, and words are unescaped")
    func words() throws {
        let tree = try read("( (X (-LRB- -LRB-) (NN &lt;a--&gt;SK&F&amp;lt;) (NN -LSB-3H-RSB--DEX) (-RRB- -RCB-)))")
        #expect(tree.words == ["(", "<a-->SK&F&lt;", "[3H]-DEX", "}"])
        #expect(tree.tags == ["-LRB-", "NN", "NN", "-RRB-"])
    }

    @Test(
        "What is malformed is refused with its line",
        arguments: [
            ("", .empty, nil),
            ("\n\n", .empty, nil),
            ("(S (NN a))\n(S (NP\n(NN b)\n", .unclosedBrackets(2), 2),
            ("(S (NN a))\n)", .strayBracket, 2),
            ("(S (NN a)))", .strayBracket, 1),
            ("(S (NN a))\nx", .strayText("x"), 2),
            ("(S\n())", .emptyBrackets(""), 2),
            ("(S (NP))", .emptyBrackets("NP"), 1),
            ("(S (NN a b))", .bareWord("b", label: "NN"), 1),
            ("(S (NN a) b)", .bareWord("b", label: "S"), 1),
            ("(S a (NN b))", .bareWord("a", label: "S"), 1),
            ("\n(S (NP (-NONE- *)))", .onlyTraces, 2),
            (String(repeating: "(S ", count: 501), .tooDeep(500), 1),
        ] as [(String, TreebankError.Kind, Int?)]
    )
    func malformed(text: String, kind: TreebankError.Kind, line: Int?) {
        #expect(throws: TreebankError(kind, file: "made-up", line: line)) { try read(text) }
    }

    @Test("Constituents are numbered over the words, without the root bracket")
    func constituents() throws {
        let tree = try read("(S1 (S (NP (NP (DT a) (NN b))) (VP (VBD c)) (. .)))")
        #expect(
            tree.constituents.constituents == [
                .init(label: "S", first: 0, last: 3), .init(label: "NP", first: 0, last: 1),
                .init(label: "NP", first: 0, last: 1), .init(label: "VP", first: 2, last: 2),
            ])
        #expect(try read("((S (NN a)))").constituents.constituents == [.init(label: "S", first: 0, last: 0)])
        #expect(try read("(TOP (ROOT (S (NN a))))").constituents.constituents.map(\.label) == ["S"])
    }

    @Test("The root bracket stays where nothing else covers the sentence")
    func rootStays() throws {
        #expect(try read("((NP (NN a)) (. .))").constituents.constituents.map(\.label) == ["ROOT", "NP"])
        #expect(try read("(S1 (NN a))").constituents.constituents == [.init(label: "S1", first: 0, last: 0)])
        #expect(try read("(NN a)").constituents.constituents.isEmpty)
    }

    @Test("Random trees come back from constituents and from their text")
    func random() throws {
        var generator = SeededGenerator(seed: 43)
        var trees: [BracketTree] = []
        for _ in 0..<300 {
            let count = Int.random(in: 1...12, using: &generator)
            let constituents = RandomTrees.constituents(count: count, using: &generator)
            let words = (0..<count).map { _ in RandomTrees.word(using: &generator) }
            let tags = (0..<count).map { "T\($0)" }
            let tree = try BracketTree(constituents, words: words, tags: tags)
            #expect(tree.constituents == constituents)
            #expect(tree.words == words && tree.tags == tags)
            trees.append(tree)
        }
        let text = try BracketWriter.text(of: trees)
        #expect(try BracketReader.trees(bytes: Array(text.utf8), file: "random") == trees)
    }

    @Test(
        "Constituents that are no tree are refused",
        arguments: [
            [("S", 0, 1)], [("S", 1, 2)], [("S", 0, 2), ("NP", 0, 3)], [("S", 0, 2), ("NP", 0, 1), ("VP", 1, 2)],
            [("S", 0, 2), ("VP", 2, 2), ("NP", 0, 1)], [("S", 0, 2), ("NP", 0, 0), ("S", 0, 2)],
            [("S", 0, 2), ("NP", 1, 0)], [("S", 0, 2), ("NP", -1, 0)],
        ]
    )
    func noTree(constituents: [(String, Int, Int)]) {
        let tree = ConstituencyTree(constituents: constituents.map { .init(label: $0.0, first: $0.1, last: $0.2) })
        let error = #expect(throws: TreebankError.self) {
            try BracketTree(tree, words: ["a", "b", "c"], tags: ["A", "B", "C"])
        }
        #expect(error?.description.hasPrefix("the constituents are no tree") == true)
    }

    @Test("What brackets cannot express is not written")
    func unwritable() {
        func line(_ form: String, tag: String = "NN", label: String = "S") throws -> String {
            try BracketWriter.line(
                .constituent(
                    label: "S1", children: [.constituent(label: label, children: [.word(form: form, tag: tag)])]))
        }
        #expect(throws: TreebankError(.unwritable("a b", field: "word"))) { try line("a b") }
        #expect(throws: TreebankError(.unwritable("", field: "word"))) { try line("") }
        #expect(throws: TreebankError(.unwritable("(", field: "part of speech"))) { try line("a", tag: "(") }
        #expect(throws: TreebankError(.unwritable("", field: "label"))) { try line("a", label: "") }
        #expect(throws: TreebankError(.emptyBrackets("S"))) {
            try BracketWriter.line(.constituent(label: "S", children: []))
        }
    }

    private func read(_ text: String, _ style: BracketReader.Style = .plain) throws -> BracketTree {
        try #require(try BracketReader.trees(bytes: Array(text.utf8), file: "made-up", style: style).first)
    }
}
