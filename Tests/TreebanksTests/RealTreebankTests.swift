import Foundation
import TestSupport
import Testing
import Treebanks

@Suite("The treebanks of the shared data", .enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
struct RealTreebankTests {
    @Test(
        "Sentences and trees are as many as they should be, have the same words, and are trees",
        arguments: [
            ("genia", "dev", 1361), ("genia", "train", 14326), ("craft", "dev", 2780), ("craft", "train", 18951),
        ]
    )
    func read(corpus: String, split: String, count: Int) throws {
        let folder = try #require(Fixtures.shared).appendingPathComponent("data/treebank/\(corpus)")
        let conllu = folder.appendingPathComponent("\(split).conllu").path
        let treebank = try Treebank(conllu: conllu, trees: folder.appendingPathComponent("\(split).trees").path)
        #expect(treebank.sentences.count == count)
        #expect(treebank.sentences.allSatisfy { $0.dependencies != nil })
        let text = try CoNLLUWriter.text(of: treebank.sentences)
        #expect(try Data(text.utf8) == Data(contentsOf: URL(fileURLWithPath: conllu)))
        let trees = try #require(treebank.trees)
        let lines = try String(contentsOf: folder.appendingPathComponent("\(split).trees"), encoding: .utf8)
            .split(separator: "\n")
        for (tree, line) in zip(trees, lines) {
            let written = try BracketWriter.line(tree)
            if line.contains("&") {
                #expect(try BracketReader.trees(bytes: Array(written.utf8), file: "written") == [tree])
            } else {
                #expect(written == line)
            }
            #expect(try BracketTree(tree.constituents, words: tree.words, tags: tree.tags) == tree)
        }
    }
}
