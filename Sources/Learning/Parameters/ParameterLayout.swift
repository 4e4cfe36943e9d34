internal import Encoder
internal import Entities

/// The order in which the parameters of a model lie in the flat buffer.
///
/// Every parameter starts at a multiple of 16 numbers, but for a layer's key and value, which follow its query without
/// a gap: so the three are one matrix `[3 * hidden x hidden]`, and their biases one vector.
public enum ParameterLayout {
    /// The name of the table of words, the only one that grows with new tags.
    static let wordTable = "embeddings.word_embeddings.weight"

    /// The parameters of an entity model, under Hugging Face's names.
    public static func parameters(of options: ModelOptions) -> [Parameter] {
        var list = ParameterListing(encoder: options.encoder)
        list.linear("classifier", outputs: options.labelCount, inputs: options.classifierInputs)
        if options.decoder == .crf {
            list.append("crf.start_transitions", [options.labelCount])
            list.append("crf.transitions", [options.labelCount, options.labelCount], decays: false)
            list.append("crf.end_transitions", [options.labelCount])
        }
        if let contexts = options.contexts { list.append(contexts, hidden: options.encoder.hiddenSize) }
        return list.parameters
    }
}

extension ParameterListing {
    /// Appends the tables and weights of a module that mixes contexts into states of `hidden` numbers.
    ///
    /// Keys are many and a batch uses few of them: their gradients are those of rows. Labels are few.
    fileprivate mutating func append(_ contexts: ContextOptions, hidden: Int) {
        let labels = [contexts.labelCount, contexts.labelSize]
        switch contexts.module {
        case .cfa:
            append("cfa.label_embeddings.weight", labels)
            linear("cfa.combine", outputs: hidden, inputs: hidden + contexts.labelSize)
        case .twa:
            append("twa.keys.weight", [contexts.wordCount, hidden], rowSize: hidden)
            append("twa.label_embeddings.weight", labels)
        case .kvmn:
            append("kvmn.keys.weight", [contexts.wordCount, hidden], rowSize: hidden)
            append("kvmn.values.weight", labels)
        }
    }
}
