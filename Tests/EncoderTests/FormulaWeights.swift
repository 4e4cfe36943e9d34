import Encoder
import Tensors
import TestSupport

/// Weights of an encoder that need no file: number i of tensor t, in order of the names, is `table[(i + 7919 t) %
/// 65537]`; `Tests/Fixtures/tools/encoder_golden.py` computes the same.
enum FormulaWeights {
    /// 65,537 numbers between -1/16 and 1/16, of 24 bits.
    private static let table: [Float] = {
        var generator = SeededGenerator(seed: 0)
        return (0..<65_537).map { _ in Float((Double(generator.next() >> 40) / 16_777_216 - 0.5) / 8) }
    }()

    /// All tensors, gains of normalisations with 1 added.
    static func tensors(_ configuration: EncoderConfiguration) -> [Weights] {
        shapes(configuration).sorted { $0.0 < $1.0 }.enumerated().map { index, tensor in
            let (name, shape) = tensor
            var numbers = self.numbers(shape.reduce(1, *), offset: 7919 * index)
            if name.hasSuffix("LayerNorm.weight") { numbers = numbers.map { $0 + 1 } }
            return Weights(name, shape: shape, numbers: numbers)
        }
    }

    private static func numbers(_ count: Int, offset: Int) -> [Float] {
        var numbers: [Float] = []
        numbers.reserveCapacity(count + table.count)
        numbers += table[(offset % table.count)...]
        while numbers.count < count { numbers += table }
        numbers.removeLast(numbers.count - count)
        return numbers
    }

    private static func shapes(_ configuration: EncoderConfiguration) -> [(String, [Int])] {
        let hidden = configuration.hiddenSize, inner = configuration.intermediateSize
        var shapes: [(String, [Int])] = [
            ("embeddings.word_embeddings.weight", [configuration.vocabularySize, hidden]),
            ("embeddings.position_embeddings.weight", [configuration.maximumPositions, hidden]),
            ("embeddings.token_type_embeddings.weight", [configuration.typeCount, hidden]),
            ("embeddings.LayerNorm.weight", [hidden]), ("embeddings.LayerNorm.bias", [hidden]),
        ]
        for layer in 0..<configuration.layerCount {
            let linear: [(String, Int, Int)] = [
                ("attention.self.query", hidden, hidden), ("attention.self.key", hidden, hidden),
                ("attention.self.value", hidden, hidden), ("attention.output.dense", hidden, hidden),
                ("intermediate.dense", inner, hidden), ("output.dense", hidden, inner),
            ]
            for (name, outputs, inputs) in linear {
                shapes.append(("encoder.layer.\(layer).\(name).weight", [outputs, inputs]))
                shapes.append(("encoder.layer.\(layer).\(name).bias", [outputs]))
            }
            for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
                shapes.append(("encoder.layer.\(layer).\(name).weight", [hidden]))
                shapes.append(("encoder.layer.\(layer).\(name).bias", [hidden]))
            }
        }
        return shapes
    }
}
