import Encoder
import Entities
import Learning
import Testing

@Suite("The layout of parameters and gradients")
struct ParameterLayoutTests {
    private func options(_ decoder: ModelOptions.Decoder = .softmax) throws -> ModelOptions {
        let encoder = try EncoderConfiguration(
            hiddenSize: 6, layerCount: 2, headCount: 2, intermediateSize: 10, vocabularySize: 11, maximumPositions: 9)
        return ModelOptions(encoder: encoder, decoder: decoder)
    }

    @Test("parameters do not overlap, and a layer's query, key and value lie side by side", arguments: [true, false])
    func offsets(crf: Bool) throws {
        let parameters = ParameterLayout.parameters(of: try options(crf ? .crf : .softmax))
        #expect(Set(parameters.map(\.name)).count == parameters.count)
        #expect(parameters.count == 5 + 2 * 16 + 2 + (crf ? 3 : 0))
        for (one, next) in zip(parameters, parameters.dropFirst()) {
            #expect(one.range.upperBound <= next.offset)
            let follows = next.name.contains("self.key") || next.name.contains("self.value")
            #expect(follows ? next.offset == one.range.upperBound : next.offset % 16 == 0)
        }
        #expect(parameters.filter { $0.rowSize != nil }.count == 3)
        #expect(parameters.filter(\.decays).allSatisfy { $0.shape.count == 2 && !$0.name.contains("crf") })
        #expect(parameters.allSatisfy { $0.decays == !($0.shape.count == 1 || $0.name.hasPrefix("crf")) })
    }

    @Test("a module that mixes contexts in has its tables behind the head, whose classifier is as wide as it reads")
    func contexts() throws {
        var options = try options(.crf)
        func shapes(_ contexts: ContextOptions) -> [String: [Int]] {
            options.contexts = contexts
            let parameters = ParameterLayout.parameters(of: options)
            #expect(parameters.filter { $0.rowSize != nil }.count == (contexts.module.hasKeys ? 4 : 3))
            let own = parameters.filter { $0.group == .head && !$0.name.hasPrefix("crf") }
            return Dictionary(uniqueKeysWithValues: own.map { ($0.name, $0.shape) })
        }
        #expect(
            shapes(.init(module: .cfa, labelCount: 5, labelSize: 4)) == [
                "classifier.weight": [3, 12], "classifier.bias": [3], "cfa.label_embeddings.weight": [5, 4],
                "cfa.combine.weight": [6, 10], "cfa.combine.bias": [6],
            ])
        #expect(
            shapes(.init(module: .twa, labelCount: 5, labelSize: 6, wordCount: 9)) == [
                "classifier.weight": [3, 18], "classifier.bias": [3], "twa.keys.weight": [9, 6],
                "twa.label_embeddings.weight": [5, 6],
            ])
        #expect(
            shapes(.init(module: .kvmn, labelCount: 5, labelSize: 6, wordCount: 9)) == [
                "classifier.weight": [3, 12], "classifier.bias": [3], "kvmn.keys.weight": [9, 6],
                "kvmn.values.weight": [5, 6],
            ])
    }
}
