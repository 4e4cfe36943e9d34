internal import Encoder

/// The order in which the parameters of a model lie in the flat buffer.
///
/// Every parameter starts at a multiple of 16 numbers, but for a layer's key and value, which follow its query without a
/// gap: so the three are one matrix `[3 * hidden x hidden]`, and their biases one vector.
public enum ParameterLayout {
    /// The name of the table of words, the only one that grows with new tags.
    static let wordTable = "embeddings.word_embeddings.weight"

    /// The parameters of a model, under Hugging Face's names.
    public static func parameters(of options: ModelOptions) -> [Parameter] {
        var list = Listing()
        let encoder = options.encoder, hidden = encoder.hiddenSize, inner = encoder.intermediateSize
        list.table(wordTable, rows: encoder.vocabularySize, size: hidden)
        list.table("embeddings.position_embeddings.weight", rows: encoder.maximumPositions, size: hidden)
        list.table("embeddings.token_type_embeddings.weight", rows: encoder.typeCount, size: hidden)
        list.norm("embeddings.LayerNorm", size: hidden)
        for layer in 0..<encoder.layerCount {
            let prefix = "encoder.layer.\(layer)"
            list.group = .layer(layer)
            for (part, shape) in [("weight", [hidden, hidden]), ("bias", [hidden])] {
                list.append("\(prefix).attention.self.query.\(part)", shape)
                list.append("\(prefix).attention.self.key.\(part)", shape, aligned: false)
                list.append("\(prefix).attention.self.value.\(part)", shape, aligned: false)
            }
            list.linear("\(prefix).attention.output.dense", outputs: hidden, inputs: hidden)
            list.norm("\(prefix).attention.output.LayerNorm", size: hidden)
            list.linear("\(prefix).intermediate.dense", outputs: inner, inputs: hidden)
            list.linear("\(prefix).output.dense", outputs: hidden, inputs: inner)
            list.norm("\(prefix).output.LayerNorm", size: hidden)
        }
        list.group = .head
        list.linear("classifier", outputs: options.labelCount, inputs: hidden)
        if options.decoder == .crf {
            list.append("crf.start_transitions", [options.labelCount])
            list.append("crf.transitions", [options.labelCount, options.labelCount], decays: false)
            list.append("crf.end_transitions", [options.labelCount])
        }
        return list.parameters
    }

    /// A list in the making.
    private struct Listing {
        var parameters: [Parameter] = []
        var group: Parameter.Group = .embeddings
        private var end = 0

        mutating func append(
            _ name: String, _ shape: [Int], aligned: Bool = true, decays: Bool? = nil, rowSize: Int? = nil
        ) {
            let offset = aligned ? (end + 15) / 16 * 16 : end
            let parameter = Parameter(
                name: name, shape: shape, offset: offset, group: group, decays: decays ?? (shape.count > 1),
                rowSize: rowSize)
            parameters.append(parameter)
            end = parameter.range.upperBound
        }

        mutating func table(_ name: String, rows: Int, size: Int) { append(name, [rows, size], rowSize: size) }

        mutating func norm(_ name: String, size: Int) {
            append("\(name).weight", [size])
            append("\(name).bias", [size])
        }

        mutating func linear(_ name: String, outputs: Int, inputs: Int) {
            append("\(name).weight", [outputs, inputs])
            append("\(name).bias", [outputs])
        }
    }
}
