import TestSupport
import Testing
import WordPieces

@testable import Entities

@Suite("Sentences under tags")
struct TagPairClassifierTests {
    /// The logits of one sentence under one tag.
    func logits(_ words: [String], batchTokens: Int = 64) throws -> [LabelLogits] {
        let model = try TinyModel.load()
        let sentence = SubwordSentence(words: words, tokenizer: model.tokenizer)
        return TagPairClassifier(model: model, batchTokens: batchTokens).logits(of: [sentence], tags: [model.tags[0]])[
            0]
    }

    @Test("A word of control characters is fed as [UNK] and has a label of its own")
    func noPieces() throws {
        let model = try TinyModel.load()
        let sentence = SubwordSentence(words: ["the", "\u{1}\u{7}", "gene", "\u{200B}"], tokenizer: model.tokenizer)
        #expect(sentence.wordLengths == [1, 1, 1, 1])
        #expect(sentence.ids[1] == model.vocabulary.unknown)
        #expect(try logits(["the", "\u{1}\u{7}", "gene"]).count == 3)
    }

    @Test("Sentences are distinct by their sub-words and by where their words start")
    func distinct() throws {
        let tokenizer = try TinyModel.load().tokenizer
        let whole = SubwordSentence(words: ["E.", "coli"], tokenizer: tokenizer)
        #expect(whole == SubwordSentence(words: ["e.", "COLI"], tokenizer: tokenizer))
        let split = SubwordSentence(words: ["E", ".", "coli"], tokenizer: tokenizer)
        #expect(split.ids == whole.ids)
        #expect(split != whole)
    }

    @Test("Every sentence has its own place under every tag")
    func places() throws {
        let model = try TinyModel.load()
        let sentences = ["the gene", "mice", "human p53 binding protein in cell"].map {
            SubwordSentence(words: $0.split(separator: " ").map(String.init), tokenizer: model.tokenizer)
        }
        let classifier = TagPairClassifier(model: model, batchTokens: 16)
        let together = classifier.logits(of: sentences, tags: model.tags)
        #expect(together.count == 9)
        for (number, sentence) in sentences.enumerated() {
            for (place, tag) in model.tags.enumerated() {
                let alone = classifier.logits(of: [sentence], tags: [tag])
                #expect(together[number * 3 + place] == alone[0])
                #expect(alone[0].count == sentence.wordCount)
            }
        }
        #expect(together[0] != together[1], "another tag gives other logits")
        #expect(classifier.logits(of: [SubwordSentence](), tags: model.tags).isEmpty)
    }

    @Test("A sentence that just fits is one sequence; one over the limit has a label for every word")
    func windows() throws {
        let model = try TinyModel.load()
        #expect(model.room == 36)
        for count in [35, 36, 37, 60, 150] {
            let words = (0..<count).map { ["gene", "of", "mice", "protein", "-"][$0 % 5] }
            let found = try logits(words)
            #expect(found.count == count)
            #expect(!found.contains(LabelLogits()), "every word was read")
        }
    }

    @Test("A word in a window is read as in a sentence of that window's words")
    func windowContext() throws {
        let words = (0..<50).map { ["gene", "of", "mice", "protein", "in", "p53"][$0 * $0 % 6] }
        let model = try TinyModel.load()
        let long = try logits(words)
        let first = try logits(fitting(words[...], model))
        #expect(long[0] == first[0])
        let reversed: [String] = fitting(words.reversed()[...], model).reversed()
        let last = try logits(reversed)
        #expect(long[49] == last[last.count - 1])
    }

    /// As many of the words as one sequence has room for.
    func fitting(_ words: some Collection<String>, _ model: EntityModel) -> [String] {
        var fitting: [String] = []
        for word in words {
            let longer = SubwordSentence(words: fitting + [word], tokenizer: model.tokenizer)
            if longer.ids.count > model.room { break }
            fitting.append(word)
        }
        return fitting
    }

    @Test("A word longer than a window is fed by its first sub-words, and its neighbours keep their labels")
    func overlongWord() throws {
        let long = String(repeating: "-", count: 90)
        let found = try logits(["the", long, "gene"])
        #expect(found.count == 3)
        #expect(!found.contains(LabelLogits()))
        #expect(try logits([long]) == logits([String(repeating: "-", count: 36)]))
    }
}
