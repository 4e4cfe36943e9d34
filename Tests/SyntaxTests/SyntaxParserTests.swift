import Dispatch
import Documents
import Synchronization
import Syntax
import Tensors
import TestSupport
import Testing

@Suite("The parser, with a tiny random model")
struct SyntaxParserTests {
    private func parser(tag: String? = nil, batch: Int = 256, words: Int = 400) throws -> SyntaxParser {
        try SyntaxParser(
            model: TinySyntaxModel.load(),
            options: SyntaxParserOptions(tag: tag, batchTokens: batch, maximumWords: words))
    }

    /// What every result must be, whatever the weights say.
    private func check(_ sentence: ParsedSentence, words: Int) throws {
        #expect(sentence.xpos.count == words && sentence.upos.count == words)
        let heads = sentence.dependencies.heads, relations = sentence.dependencies.relations
        #expect(heads.count == words && TreeSearch.isTree(heads))
        for (head, relation) in zip(heads, relations) { #expect((head == 0) == (relation == "root")) }
        #expect(Nesting.isNested(sentence.constituents.constituents.map { $0.first...$0.last }, count: words))
        #expect(sentence.constituents.constituents.allSatisfy { !$0.label.isEmpty && !$0.label.contains("+") })
    }

    @Test("every sentence gets well-formed trees")
    func wellFormed() throws {
        let sentences = TinySyntaxModel.sentences(Array(1...12) + [1, 1, 25], seed: 1)
        let parsed = try parser().parse(sentences)
        for (result, words) in zip(parsed, sentences) {
            try check(result, words: words.count)
            #expect(result.pieces.isEmpty)
        }
    }

    @Test(
        "odd sentences: one word, no verb, only symbols, words without a sub-word, a very long word",
        arguments: [
            ["gene"], ["."], ["(", ")", "-", ",", "."], ["\u{200B}"], ["\u{200B}", "\u{200B}", "\u{0}"],
            ["🧬", "日本語"], [String(repeating: "a", count: 90), "b"],
            [String(repeating: "a-", count: 400), "gene", String(repeating: "a-", count: 50)],
        ])
    func odd(words: [String]) throws {
        let parsed = try parser().parse([words])
        try check(#require(parsed.first), words: words.count)
    }

    @Test("a sentence of 400 words, in several windows, is parsed whole")
    func longest() throws {
        let sentences = TinySyntaxModel.sentences([400], seed: 2)
        let parsed = try parser().parse(sentences)
        try check(#require(parsed.first), words: 400)
        #expect(parsed.first?.pieces == [])
    }

    @Test("a sentence of 401 words is parsed in pieces, each as if it stood alone")
    func pieces() throws {
        var words = TinySyntaxModel.sentences([401], seed: 3)[0].map { $0 == "." || $0 == ";" ? "," : $0 }
        words[179] = ";"
        let parser = try parser()
        let whole = try #require(parser.parse([words]).first)
        try check(whole, words: 401)
        #expect(whole.pieces == [0, 180])
        let parts = parser.parse([Array(words[..<180]), Array(words[180...])])
        #expect(whole.xpos == parts[0].xpos + parts[1].xpos)
        let first = (parts[0].dependencies.heads.firstIndex(of: 0) ?? 0) + 1
        #expect(
            whole.dependencies.heads
                == parts[0].dependencies.heads + parts[1].dependencies.heads.map { $0 == 0 ? first : $0 + 180 })
        #expect(whole.dependencies.relations.filter { $0 == "parataxis" }.count == 1)
        #expect(
            whole.constituents.constituents.count
                == parts.reduce(1) { $0 + $1.constituents.constituents.count })
    }

    @Test("20,000 words without a sentence's end are parsed within bounds")
    func endless() throws {
        let words = TinySyntaxModel.sentences([20_000], seed: 4)
        let parser = try parser(words: 60)
        let parsed = try #require(parser.parse(words).first)
        #expect(parsed.pieces.count > 300)
        #expect(zip(parsed.pieces, parsed.pieces.dropFirst()).allSatisfy { $1 - $0 <= 60 && $1 > $0 })
        #expect(parsed.dependencies.heads.filter { $0 == 0 }.count == 1)
        #expect(Nesting.isNested(parsed.constituents.constituents.map { $0.first...$0.last }, count: 20_000))
    }

    @Test("what a sentence gets depends on nothing but the sentence", arguments: [1, 30, 64, 4096])
    func batches(batch: Int) throws {
        let sentences = TinySyntaxModel.sentences([3, 9, 1, 14, 60, 2, 9, 33, 5, 120], seed: 5)
        let alone = try parser(batch: 256)
        let expected = sentences.flatMap { alone.parse([$0]) }
        let parser = try parser(batch: batch)
        // OpenBLAS, which works where there are no vector kernels, rounds by the size of a product.
        try #require(InstructionSet.best != .scalar)
        #expect(parser.parse(sentences) == expected)
        #expect(parser.parse(Array(sentences.reversed())) == expected.reversed())
    }

    @Test("several threads with parsers of their own give the same")
    func threads() throws {
        let sentences = TinySyntaxModel.sentences([3, 9, 1, 14, 20, 2], seed: 6)
        let expected = try parser().parse(sentences)
        let model = try TinySyntaxModel.load()
        let results = Mutex<[[ParsedSentence]]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            guard let parser = try? SyntaxParser(model: model) else { return }
            let found = parser.parse(sentences)
            results.withLock { $0.append(found) }
        }
        #expect(results.withLock { $0 }.count == 4)
        #expect(results.withLock { $0 }.allSatisfy { $0 == expected })
    }

    @Test("many sentences are parsed on several threads, in order", arguments: [1, 3])
    func parallel(workers: Int) throws {
        let sentences = TinySyntaxModel.sentences((0..<600).map { 1 + $0 % 5 }, seed: 11)
        let parallel = try ParallelParser(
            model: TinySyntaxModel.load(), options: SyntaxParserOptions(tag: "GENIA"), workers: workers)
        #expect(try parallel.parse(sentences) == parser(tag: "GENIA").parse(sentences))
        #expect(parallel.parse([]).isEmpty)
        #expect(throws: SyntaxModelError.self) {
            try ParallelParser(
                model: TinySyntaxModel.load(), options: SyntaxParserOptions(tag: "WSJ"), workers: workers)
        }
    }

    @Test("the tag changes what is said")
    func tags() throws {
        let sentences = TinySyntaxModel.sentences([9, 14, 20], seed: 7)
        #expect(try parser(tag: "GENIA").parse(sentences) != parser().parse(sentences))
        #expect(try parser(tag: "CRAFT").parse(sentences) == parser().parse(sentences))
        let error = try #require(throws: SyntaxModelError.self) { try parser(tag: "WSJ") }
        #expect("\(error)".contains("no tag WSJ; choose from CRAFT, GENIA"))
    }

    @Test("documents are filled in as words alone are parsed; sentences without tokens stay as they are")
    func documents() throws {
        let sentences = TinySyntaxModel.sentences([5, 1, 30, 8], seed: 8)
        let expected = try parser(words: 12).parse(sentences)
        var documents = [TinySyntaxModel.document([sentences[0], []]), TinySyntaxModel.document([])]
        documents.append(TinySyntaxModel.document(Array(sentences[1...])))
        try parser(words: 12).parse(&documents)
        #expect(documents[0].sentences[1] == TinySyntaxModel.document([sentences[0], []]).sentences[1])
        let parsed = [documents[0].sentences[0]] + documents[2].sentences
        for (sentence, syntax) in zip(parsed, expected) {
            #expect(sentence.tokens.map(\.xpos) == syntax.xpos.map(Optional.some))
            #expect(sentence.tokens.map(\.upos) == syntax.upos.map(Optional.some))
            #expect(sentence.dependencies == syntax.dependencies)
            #expect(sentence.constituents == syntax.constituents)
            #expect(sentence.pieces == syntax.pieces)
        }
        #expect(parsed[2].pieces.count > 2)
        // What a longer limit gives takes the place of it.
        try parser().parse(&documents)
        #expect(documents[2].sentences[1].pieces.isEmpty)
    }

    @Test("the first sub-word can make a word's state, and it makes a difference")
    func firstSubword() throws {
        let folder = try TemporaryDirectory()
        let path = try TinySyntaxModel.writeSection(to: folder) { $0["word"] = "first" }
        let first = try SyntaxParser(model: SyntaxModel(folder: path))
        let short = [["gene", "the", "cell"]], long = TinySyntaxModel.sentences([20, 30, 40], seed: 10)
        #expect(try first.parse(short) == parser().parse(short))
        #expect(try first.parse(long) != parser().parse(long))
    }

    @Test("the time is told by its parts")
    func times() throws {
        let parser = try parser()
        #expect(parser.times.encoder == 0 && parser.times.heads == 0 && parser.times.decoders == 0)
        _ = parser.parse(TinySyntaxModel.sentences([30, 30], seed: 9))
        #expect(parser.times.encoder > 0 && parser.times.heads > 0 && parser.times.decoders > 0)
    }
}
