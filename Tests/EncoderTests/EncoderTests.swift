import Encoder
import Tensors
import TestSupport
import Testing

@Suite("Packed batches")
struct EncoderTests {
    private static func sequences(_ count: Int, _ configuration: EncoderConfiguration, seed: UInt64) -> [[Int32]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...configuration.maximumPositions, using: &generator)).map { _ in
                Int32.random(in: 0..<Int32(configuration.vocabularySize), using: &generator)
            }
        }
    }

    @Test(
        "a sequence's states do not depend on its neighbours", arguments: TinyEncoder.allCases, InstructionSet.available
    )
    func packing(tiny: TinyEncoder, instructions: InstructionSet) throws {
        let encoder = try tiny.encoder(instructions)
        let sequences = Self.sequences(12, encoder.configuration, seed: 31)
        let together = EncoderWorkspace(encoder.configuration), alone = EncoderWorkspace(encoder.configuration)
        let batch = PackedBatch(sequences)
        let all = try encoder.encode(batch, workspace: together)
        #expect(all.rows == batch.tokenCount && all.columns == encoder.configuration.hiddenSize)
        for (index, sequence) in sequences.enumerated() {
            let one = try encoder.encode(PackedBatch([sequence]), workspace: alone)
            var largest: Float = 0
            for row in 0..<sequence.count {
                for (left, right) in zip(one[row], all[batch.starts[index] + row]) {
                    largest = max(largest, abs(left - right))
                }
            }
            // Own kernels sum in one order wherever a row stands; OpenBLAS, which plain C uses, may not.
            #expect(instructions == .scalar ? largest < 1e-5 : largest == 0)
        }
    }

    @Test("layers in ranges give what all at once give, and states can be put in by hand")
    func ranges() throws {
        let encoder = try TinyEncoder.f32.encoder()
        let configuration = encoder.configuration
        let batch = PackedBatch(Self.sequences(3, configuration, seed: 32))
        let whole = EncoderWorkspace(configuration), parts = EncoderWorkspace(configuration)
        let expected = try encoder.encode(batch, workspace: whole)

        parts.reshape(starts: batch.starts)
        for sequence in 0..<batch.sequenceCount {
            for index in batch.starts[sequence]..<batch.starts[sequence + 1] {
                try encoder.embed(
                    batch.ids[index], position: index - batch.starts[sequence], into: parts.hidden[index])
            }
        }
        encoder.run(layers: 0..<1, workspace: parts)
        encoder.run(layers: 1..<1, workspace: parts)
        encoder.run(layers: 1..<configuration.layerCount, workspace: parts)
        for row in 0..<batch.tokenCount { #expect(Array(parts.hidden[row]) == Array(expected[row])) }
    }

    @Test("a workspace used before for other batches gives the same states, and is not allocated again")
    func reuse() throws {
        let encoder = try TinyEncoder.f16.encoder()
        let batches = (0..<4).map { PackedBatch(Self.sequences(5, encoder.configuration, seed: 40 + $0)) }
        let most = batches.map(\.tokenCount).max() ?? 0
        let used = EncoderWorkspace(encoder.configuration, tokens: most)
        let memory = used.hidden.pointer
        for batch in batches + batches.reversed() {
            let states = try encoder.encode(batch, workspace: used)
            let fresh = try encoder.encode(batch, workspace: EncoderWorkspace(encoder.configuration))
            for row in 0..<batch.tokenCount { #expect(Array(states[row]) == Array(fresh[row])) }
            #expect(states.pointer == memory)
        }
    }

    @Test("two threads with a workspace each give the states that one gives")
    func threads() async throws {
        let encoder = try TinyEncoder.bf16.encoder()
        let batches = (0..<8).map { PackedBatch(Self.sequences(6, encoder.configuration, seed: 50 + $0)) }
        let results = try await withThrowingTaskGroup(of: [[Float]].self) { group in
            for _ in 0..<2 {
                group.addTask {
                    let workspace = EncoderWorkspace(encoder.configuration)
                    return try batches.map { batch in
                        let states = try encoder.encode(batch, workspace: workspace)
                        return (0..<states.rows).flatMap { Array(states[$0]) }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 2 && results[0] == results[1])
    }

    @Test("an empty batch gives no states")
    func empty() throws {
        let encoder = try TinyEncoder.f32.encoder()
        #expect(try encoder.encode(PackedBatch(), workspace: EncoderWorkspace(encoder.configuration)).rows == 0)
    }

    @Test("batches out of bounds are refused before anything is computed")
    func bounds() throws {
        let encoder = try TinyEncoder.f32.encoder()
        let workspace = EncoderWorkspace(encoder.configuration)
        func refusal(_ batch: PackedBatch) -> EncoderError.Code? {
            #expect(throws: EncoderError.self) { try encoder.encode(batch, workspace: workspace) }?.code
        }
        #expect(refusal(PackedBatch([[1], [2, 50]])) == .unknownIdentifier(id: 50, index: 2, limit: 50))
        #expect(refusal(PackedBatch([[-1]])) == .unknownIdentifier(id: -1, index: 0, limit: 50))
        #expect(
            refusal(PackedBatch([[1], Array(repeating: 1, count: 49)])) == .tooLong(sequence: 1, count: 49, limit: 48))
        #expect(refusal(PackedBatch([[1], []])) == .badStarts)
        #expect(refusal(PackedBatch(ids: [1, 2], starts: [0, 1])) == .badStarts)
        #expect(refusal(PackedBatch(ids: [1, 2], starts: [0, 3, 2])) == .badStarts)
        #expect(refusal(PackedBatch(ids: [1, 2], starts: [1, 2])) == .badStarts)
        #expect(refusal(PackedBatch(ids: [], starts: [])) == .badStarts)
        #expect(workspace.tokenCount == 0)
    }

    @Test("weights that do not fit the configuration are refused by the tensor's name")
    func wrongWeights() throws {
        let weights = try TinyEncoder.f32.weights()
        var configuration = try TinyEncoder.f32.configuration()
        configuration.layerCount = 3
        let missing = #expect(throws: EncoderError.self) {
            try Encoder(weights: weights, configuration: configuration)
        }
        #expect(missing?.description.contains("no tensor 'encoder.layer.2.attention.self.query.weight'") == true)
        configuration.layerCount = 2
        configuration.vocabularySize = 51
        let shape = #expect(throws: EncoderError.self) {
            try Encoder(weights: weights, configuration: configuration)
        }
        #expect(shape?.description.contains("has shape [50, 32], needed is [51, 32]") == true)
    }
}
