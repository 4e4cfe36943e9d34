internal import Encoder

/// The parameters of a model in the making: the encoder's first, then those of the heads.
struct ParameterListing {
    private(set) var parameters: [Parameter] = []
    private var group: Parameter.Group = .embeddings
    private var end = 0

    /// Begins with the parameters of an encoder; what is appended then belongs to the heads.
    ///
    /// - Parameter hasDenseWords: whether every row of the table of words has a gradient at every step, as where a head
    ///   shares it.
    init(encoder: EncoderConfiguration, hasDenseWords: Bool = false) {
        let hidden = encoder.hiddenSize, inner = encoder.intermediateSize
        append(
            ParameterLayout.wordTable, [encoder.vocabularySize, hidden], rowSize: hasDenseWords ? nil : hidden)
        table("embeddings.position_embeddings.weight", rows: encoder.maximumPositions, size: hidden)
        table("embeddings.token_type_embeddings.weight", rows: encoder.typeCount, size: hidden)
        norm("embeddings.LayerNorm", size: hidden)
        for layer in 0..<encoder.layerCount {
            let prefix = "encoder.layer.\(layer)"
            group = .layer(layer)
            for (part, shape) in [("weight", [hidden, hidden]), ("bias", [hidden])] {
                append("\(prefix).attention.self.query.\(part)", shape)
                append("\(prefix).attention.self.key.\(part)", shape, aligned: false)
                append("\(prefix).attention.self.value.\(part)", shape, aligned: false)
            }
            linear("\(prefix).attention.output.dense", outputs: hidden, inputs: hidden)
            norm("\(prefix).attention.output.LayerNorm", size: hidden)
            linear("\(prefix).intermediate.dense", outputs: inner, inputs: hidden)
            linear("\(prefix).output.dense", outputs: hidden, inputs: inner)
            norm("\(prefix).output.LayerNorm", size: hidden)
        }
        group = .head
    }

    /// Appends a tensor; unless told, it starts at a multiple of 16 numbers, and decays when it is a matrix.
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

    /// Appends weights `[outputs x inputs]` and a bias.
    mutating func linear(_ name: String, outputs: Int, inputs: Int) {
        append("\(name).weight", [outputs, inputs])
        append("\(name).bias", [outputs])
    }

    private mutating func table(_ name: String, rows: Int, size: Int) { append(name, [rows, size], rowSize: size) }

    /// Appends the gains and offsets of a normalisation.
    mutating func norm(_ name: String, size: Int) {
        append("\(name).weight", [size])
        append("\(name).bias", [size])
    }
}
