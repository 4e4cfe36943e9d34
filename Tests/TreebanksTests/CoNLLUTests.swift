import Documents
import Files
import Foundation
import TestSupport
import Testing

@testable import Treebanks

@Suite("CoNLL-U")
struct CoNLLUTests {
    private let fixture = Fixtures.url("treebanks/made-up.conllu").path

    @Test("Comments, words and what is no word are read")
    func read() throws {
        let sentences = try CoNLLUReader.sentences(path: fixture)
        #expect(sentences.map(\.identifier) == ["made-up-1", "made-up-2", "made-up-3"])
        #expect(sentences.map(\.startsParagraph) == [true, true, false])
        #expect(sentences.map(\.startsDocument) == [true, false, false])
        #expect(sentences.map(\.documentIdentifier) == ["made-up", nil, nil])
        #expect(sentences[1].text == "They don't eat \"[3H]uridine\".")
        #expect(sentences[1].otherLines.map(\.position) == [1])
        #expect(sentences[2].otherLines.map(\.position) == [3])
        let word = sentences[1].words[5]
        #expect(
            word
                == TreebankWord(
                    form: "[3H]uridine", lemma: "[3h]uridine", upos: "NOUN", xpos: "NN", head: 4, relation: "obj",
                    misc: "SpaceAfter=No"))
        #expect(sentences[1].words.map(\.spaceAfter) == [true, true, true, true, false, false, false, true])
        #expect(sentences[1].words[4].surface == "\"" && sentences[1].words[6].surface == "\"")
        #expect(
            sentences[0].dependencies
                == DependencyTree(
                    heads: [2, 0, 6, 6, 6, 2, 6],
                    relations: ["nummod", "root", "punct", "cc", "det", "conj", "punct"]))
    }

    @Test("A file is written back byte for byte")
    func roundTrip() throws {
        let text = try CoNLLUWriter.text(of: CoNLLUReader.sentences(path: fixture))
        #expect(try Data(text.utf8) == Data(contentsOf: URL(fileURLWithPath: fixture)))
    }

    @Test(
        "Line ends of two bytes, a byte order mark, empty lines in a row and a last line without its end are no matter")
    func lineEnds() throws {
        let text = try String(contentsOfFile: fixture, encoding: .utf8)
        var odd = "\u{FEFF}\n" + text.replacingOccurrences(of: "\n\n", with: "\n\n\n")
        while odd.hasSuffix("\n") { odd.removeLast() }
        odd = odd.replacingOccurrences(of: "\n", with: "\r\n")
        #expect(try read(odd) == CoNLLUReader.sentences(path: fixture))
    }

    @Test("Sentences of random words and trees come back from their file")
    func random() throws {
        var generator = SeededGenerator(seed: 41)
        var sentences: [TreebankSentence] = []
        for number in 0..<200 {
            let heads = RandomTrees.heads(count: Int.random(in: 1...12, using: &generator), using: &generator)
            var sentence = TreebankSentence(
                words: heads.map { _ in TreebankWord(form: RandomTrees.word(using: &generator)) })
            sentence.identifier = "s-\(number)"
            sentence.text = "a = b"
            sentence.setDependencies(DependencyTree(heads: heads, relations: heads.map { "r\($0):x" }))
            for word in sentence.words.indices {
                sentence.words[word].spaceAfter = Bool.random(using: &generator)
            }
            sentences.append(sentence)
        }
        #expect(try read(CoNLLUWriter.text(of: sentences)) == sentences)
    }

    @Test("A word without a head makes a sentence without a tree")
    func noHeads() throws {
        let sentence = try read("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n2\tb\t_\t_\t_\t_\t1\tdep\t_\t_\n")[0]
        #expect(sentence.words.map(\.head) == [-1, 1])
        #expect(sentence.dependencies == nil)
    }

    @Test("Setting whether a space follows keeps what else is said", arguments: ["_", "A=1", "A=1|B"])
    func spaceAfter(misc: String) {
        var word = TreebankWord(form: "a", misc: misc)
        word.spaceAfter = true
        #expect(word.misc == misc)
        word.spaceAfter = false
        #expect(!word.spaceAfter && word.misc == (misc == "_" ? "SpaceAfter=No" : misc + "|SpaceAfter=No"))
        word.spaceAfter = true
        #expect(word.misc == misc)
    }

    @Test("Comments are set in place, added and removed")
    func comments() {
        var sentence = TreebankSentence(words: [], comments: ["sent_id=7", " text =  leading space", "newpar"])
        #expect(sentence.identifier == "7" && sentence.text == " leading space" && sentence.startsParagraph)
        sentence.identifier = "8"
        sentence.text = nil
        sentence.set("speaker", to: "x")
        #expect(sentence.comments == [" sent_id = 8", "newpar", " speaker = x"])
    }

    @Test(
        "What is malformed is refused with its line",
        arguments: [
            ("", .empty, nil),
            ("\n\n", .empty, nil),
            ("1\ta\t_\n", .columns(3), 1),
            ("1\ta\t_\t_\t_\t_\t0\troot\t_\t_\t_\n", .columns(11), 1),
            ("1 a _ _ _ _ 0 root _ _\n", .columns(1), 1),
            ("1\t\t_\t_\t_\t_\t0\troot\t_\t_\n", .emptyColumn("FORM"), 1),
            ("2\ta\t_\t_\t_\t_\t0\troot\t_\t_\n", .wordNumber("2", expected: 1), 1),
            ("x\ta\t_\t_\t_\t_\t0\troot\t_\t_\n", .wordNumber("x", expected: 1), 1),
            ("2-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", .wordNumber("2-3", expected: 1), 1),
            ("1.1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", .wordNumber("1.1", expected: 1), 1),
            ("1-3\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n", .range(end: 3, words: 1), 2),
            ("1\ta\t_\t_\t_\t_\t+1\troot\t_\t_\n", .head("+1"), 1),
            ("1\ta\t_\t_\t_\t_\t-1\troot\t_\t_\n", .head("-1"), 1),
            ("\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\tb\t_\t_\t_\t_\t3\tx\t_\t_\n", .headOutOfRange(3, words: 2), 3),
            ("1\ta\t_\t_\t_\t_\t9\tx\t_\t_\n2\tb\t_\t_\t_\t_\t_\tx\t_\t_\n", .headOutOfRange(9, words: 2), 1),
            ("1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\tb\t_\t_\t_\t_\t2\tx\t_\t_\n", .cycle(word: 2), 2),
            ("1\ta\t_\t_\t_\t_\t2\tx\t_\t_\n2\tb\t_\t_\t_\t_\t1\tx\t_\t_\n", .cycle(word: 1), 1),
            ("1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\tb\t_\t_\t_\t_\t0\troot\t_\t_\n", .roots(2), 2),
            ("1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n# x\n", .commentAmongWords, 2),
            ("\n# x\n\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n", .noWords, 2),
        ] as [(String, TreebankError.Kind, Int?)]
    )
    func malformed(text: String, kind: TreebankError.Kind, line: Int?) {
        #expect(throws: TreebankError(kind, file: "made-up", line: line)) { try read(text) }
    }

    @Test("Bytes that are not UTF-8 and files that are not there are refused")
    func unreadable() throws {
        let bytes = Array("1\t".utf8) + [0xFF] + Array("\t_\t_\t_\t_\t0\troot\t_\t_\n".utf8)
        #expect(throws: TreebankError(.invalidUTF8, file: "made-up", line: 1)) {
            try CoNLLUReader.sentences(bytes: bytes, file: "made-up")
        }
        let error = #expect(throws: TreebankError.self) { try CoNLLUReader.sentences(path: "/nowhere/x.conllu") }
        #expect(try #require(error).description.contains("/nowhere/x.conllu"))
    }

    @Test("What the format cannot express is not written")
    func unwritable() {
        func text(_ word: TreebankWord, comment: String = "") throws -> String {
            try CoNLLUWriter.text(of: [TreebankSentence(words: [word], comments: [comment])])
        }
        #expect(throws: TreebankError(.unwritable("a\tb", field: "FORM"))) { try text(TreebankWord(form: "a\tb")) }
        #expect(throws: TreebankError(.emptyColumn("LEMMA"))) { try text(TreebankWord(form: "a", lemma: "")) }
        #expect(throws: TreebankError(.unwritable("a\nb", field: "comment"))) {
            try text(TreebankWord(form: "a"), comment: "a\nb")
        }
    }

    @Test("The cycle test agrees with walking from every word, on random heads")
    func cycles() {
        var generator = SeededGenerator(seed: 42)
        var trees = 0
        for _ in 0..<2000 {
            let count = Int.random(in: 1...6, using: &generator)
            let heads = (0..<count).map { _ in Int.random(in: 0...count, using: &generator) }
            let isTree =
                heads.count { $0 == 0 } == 1
                && heads.indices.allSatisfy { start in
                    var word = start + 1
                    for _ in 0..<count where word != 0 { word = heads[word - 1] }
                    return word == 0
                }
            #expect((DependencyRules(heads: heads).firstFault() == nil) == isTree)
            trees += isTree ? 1 : 0
        }
        #expect(trees > 50)
    }

    private func read(_ text: String) throws -> [TreebankSentence] {
        try CoNLLUReader.sentences(bytes: Array(text.utf8), file: "made-up")
    }
}
