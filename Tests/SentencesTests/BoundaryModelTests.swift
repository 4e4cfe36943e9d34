import Documents
import Foundation
import Sentences
import Tensors
import TestSupport
import Testing

@Suite("Folders of models of sentences and tokens") struct BoundaryModelTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        let model = Fixtures.root.appendingPathComponent("Models/sentences")
        for name in ["config.json", "model.safetensors"] {
            _ = try folder.write(try Data(contentsOf: model.appendingPathComponent(name)), to: name)
        }
    }

    private func kind() -> BoundaryModelError.Kind? {
        do throws(BoundaryModelError) {
            _ = try BoundaryModel(folder: folder.url.path)
            return nil
        } catch {
            return "\(error)".contains(folder.url.path) ? error.kind : nil
        }
    }

    private func configure(_ json: String) throws { _ = try folder.write(Array(json.utf8), to: "config.json") }

    @Test func isReadWithItsStyles() throws {
        let model = try BoundaryModel(folder: folder.url.path)
        #expect(Set(model.tokens.keys) == Set(TokenStyle.allCases))
        #expect(try model == EmbeddedModel.load(), "the digest is that of the files, not of their place")
    }

    @Test(
        "what is wrong with a configuration is said",
        arguments: [
            ("{", .malformed("it is not JSON")),
            ("{}", .malformed("the key `syntag` is missing")),
            (
                "{\"syntag\":{\"task\":\"sentences\",\"features\":1,\"styles\":[\"craft\"]}}",
                .malformed("the key `syntag.name` is missing")
            ),
            (
                "{\"syntag\":{\"name\":1,\"task\":\"sentences\",\"features\":1,\"styles\":[\"craft\"]}}",
                .malformed("`syntag.name` has a value of another kind")
            ),
            (
                "{\"syntag\":{\"name\":\"x\",\"task\":\"entities\",\"features\":1,\"styles\":[\"craft\"]}}",
                .task("entities")
            ),
            (
                "{\"syntag\":{\"name\":\"x\",\"task\":\"sentences\",\"features\":9,\"styles\":[\"craft\"]}}",
                .features(found: 9, known: BoundaryCandidates.version)
            ),
            (
                "{\"syntag\":{\"name\":\"x\",\"task\":\"sentences\",\"features\":1,\"styles\":[\"ptb\"]}}",
                .styles(["ptb"])
            ),
        ] as [(String, BoundaryModelError.Kind)])
    func configuration(json: String, expected: BoundaryModelError.Kind) throws {
        try configure(json)
        #expect(kind() == expected)
    }

    @Test func missingAndDamagedFilesAreTold() throws {
        _ = try folder.write(Array("short".utf8), to: "model.safetensors")
        guard case .unreadable = kind() else {
            Issue.record("\(String(describing: kind()))")
            return
        }
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("model.safetensors"))
        guard case .unreadable(let reason) = kind() else {
            Issue.record("\(String(describing: kind()))")
            return
        }
        #expect(reason.contains("No such file"))
    }

    @Test(
        "weights that are no whole numbers of 8 bits are refused", arguments: [Float.nan, .infinity, 0.5, 128, -129])
    func numbers(number: Float) throws {
        let model = try EmbeddedModel.load()
        var tensors = [Weights("sentences.weight", shape: [2], numbers: [number, 1])]
        for style in model.tokens.keys {
            tensors.append(Weights(BoundaryModel.Layout.tokens(style), shape: [2], numbers: [-128, 127]))
        }
        _ = try folder.write(SafetensorsFile.bytes(of: tensors), to: "model.safetensors")
        #expect(kind() == .number("sentences.weight"))
    }

    @Test func anUnknownStyleIsRefused() throws {
        let weights = try #require(BoundaryWeights(table: [0, 0]))
        let model = BoundaryModel(name: "m", sentences: weights, tokens: [.craft: weights])
        #expect(BoundaryWeights(table: [0, 0, 0]) == nil)
        do throws(BoundaryModelError) {
            _ = try Segmenter(model: model, tokens: .genia)
            Issue.record("it was taken")
        } catch {
            #expect(error.kind == .unknownStyle("genia", known: ["craft"]))
        }
    }
}
