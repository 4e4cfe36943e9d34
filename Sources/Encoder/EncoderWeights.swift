import Tensors

/// The tensors of an encoder in a file, whatever dialect of names it uses.
///
/// A checkpoint of a bare encoder names them `embeddings...`, one with heads `bert.embeddings...`; checkpoints made
/// from TensorFlow call a normalisation's `weight` and `bias` `gamma` and `beta`.
struct EncoderWeights {
    private let file: SafetensorsFile
    private let prefix: String
    private let hidden: Int

    init(file: SafetensorsFile, hidden: Int) {
        self.file = file
        self.hidden = hidden
        prefix = file.contains("bert.embeddings.word_embeddings.weight") ? "bert." : ""
    }

    func matrix(_ name: String, rows: Int, columns: Int) throws(SafetensorsError) -> Matrix {
        try file.matrix(prefix + name, rows: rows, columns: columns)
    }

    func vector(_ name: String, count: Int) throws(SafetensorsError) -> [Float] {
        try file.vector(prefix + name, count: count)
    }

    func norm(_ name: String, epsilon: Float, _ instructions: InstructionSet) throws(SafetensorsError) -> LayerNorm {
        let old = file.contains("\(prefix)\(name).gamma")
        return LayerNorm(
            gamma: try vector("\(name).\(old ? "gamma" : "weight")", count: hidden),
            beta: try vector("\(name).\(old ? "beta" : "bias")", count: hidden),
            epsilon: epsilon, instructions: instructions)
    }
}
