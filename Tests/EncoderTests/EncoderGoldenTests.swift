import Encoder
import Foundation
import Tensors
import TestSupport
import Testing

/// The folder of the MiniLM checkpoint, when this machine has one: `SYNTAG_MINILM` names it.
private let checkpoint = ProcessInfo.processInfo.environment["SYNTAG_MINILM"].map { URL(fileURLWithPath: $0) }

@Suite("Hidden states equal Hugging Face's")
struct EncoderGoldenTests {
    @Test("small encoders, layer by layer", arguments: TinyEncoder.allCases, InstructionSet.available)
    func tiny(encoder tiny: TinyEncoder, instructions: InstructionSet) throws {
        let golden = try Golden(tiny.rawValue)
        let encoder = try tiny.encoder(instructions)
        let workspace = EncoderWorkspace(encoder.configuration)
        try encoder.embed(golden.batch, workspace: workspace)
        #expect(try golden.difference(workspace.hidden, from: "layer.0", step: 4) < 1e-5)
        for layer in 0..<encoder.configuration.layerCount {
            encoder.run(layers: layer..<layer + 1, workspace: workspace)
            #expect(try golden.difference(workspace.hidden, from: "layer.\(layer + 1)", step: 4) < 2e-5)
        }
    }

    @Test("an encoder of BioBERT's shape with weights from a formula")
    func base() throws {
        let configuration = try EncoderConfiguration(
            hiddenSize: 768, layerCount: 12, headCount: 12, intermediateSize: 3072, vocabularySize: 28_996)
        let file = try SafetensorsFile(
            contents: SafetensorsFile.bytes(of: FormulaWeights.tensors(configuration)), name: "formula")
        let encoder = try Encoder(weights: file, configuration: configuration)
        let golden = try Golden("base")
        let workspace = EncoderWorkspace(configuration)
        let states = try encoder.encode(golden.batch, workspace: workspace)
        #expect(try golden.difference(states, from: "last", step: 7) < 1e-4)
    }

    @Test(
        "the MiniLM checkpoint", .enabled(if: checkpoint != nil, "SYNTAG_MINILM names no folder of the checkpoint"))
    func miniLM() throws {
        let folder = try #require(checkpoint)
        let configuration = try EncoderConfiguration(path: folder.appendingPathComponent("config.json").path)
        let file = try SafetensorsFile(path: folder.appendingPathComponent("model.safetensors").path)
        let encoder = try Encoder(weights: file, configuration: configuration)
        let golden = try Golden("minilm")
        let states = try encoder.encode(golden.batch, workspace: EncoderWorkspace(configuration))
        #expect(try golden.difference(states, from: "last", step: 5) < 1e-4)
    }
}
