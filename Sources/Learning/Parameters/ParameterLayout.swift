internal import Encoder

/// The order in which the parameters of a model lie in the flat buffer.
///
/// Every parameter starts at a multiple of 16 numbers, but for a layer's key and value, which follow its query without a
/// gap: so the three are one matrix `[3 * hidden x hidden]`, and their biases one vector.
public enum ParameterLayout {
    /// The name of the table of words, the only one that grows with new tags.
    static let wordTable = "embeddings.word_embeddings.weight"

    /// The parameters of an entity model, under Hugging Face's names.
    public static func parameters(of options: ModelOptions) -> [Parameter] {
        var list = ParameterListing(encoder: options.encoder)
        list.linear("classifier", outputs: options.labelCount, inputs: options.encoder.hiddenSize)
        if options.decoder == .crf {
            list.append("crf.start_transitions", [options.labelCount])
            list.append("crf.transitions", [options.labelCount, options.labelCount], decays: false)
            list.append("crf.end_transitions", [options.labelCount])
        }
        return list.parameters
    }
}
