import Foundation
import TestSupport
import Testing
import WordPieces

@testable import Entities

@Suite("Hugging Face's logits")
struct ReferenceTests {
    static let sharedModel = Fixtures.shared?.appendingPathComponent("reference/entities")

    @Test("The tiny model gives them within 1e-4")
    func tiny() throws {
        let samples = try TinyModel.samples()
        #expect(samples.samples.count == 15)
        let difference = try samples.largestDifference(from: TinyModel.load(), order: (1, 2, 0))
        #expect(difference < 1e-4)
    }

    @Test("Words are split into the sub-words that the samples were made of")
    func subwords() throws {
        let model = try TinyModel.load()
        for sample in try TinyModel.samples().samples {
            let sentence = SubwordSentence(words: sample.words, tokenizer: model.tokenizer)
            #expect(sentence.ids == Array(sample.input_ids.dropFirst(2).dropLast(2)))
            #expect(sentence.starts.dropLast().map { $0 + 2 } == sample.first_subword)
        }
    }

    @Test(
        "The reference model gives them within 1e-3",
        .enabled(if: sharedModel != nil, "needs the shared data folder")
    )
    func shared() throws {
        let folder = try #require(ReferenceTests.sharedModel)
        let samples = try EntityModelSamples(folder.appendingPathComponent("expected.json"))
        let model = try EntityModel(folder: folder.path)
        #expect(samples.samples.count == 21)
        let difference = try samples.largestDifference(from: model, order: (0, 1, 2))
        #expect(difference < 1e-3)
    }
}
