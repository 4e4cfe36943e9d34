/// Why a training run cannot begin, go on or be kept.
public struct TrainingError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// A file of the model to start from is missing or not what it should be; why.
        case initial(String)
        /// The model to start from has a head whose rows are not known to be B, I and O; what its labels are said to
        /// be.
        case headLabels([String])
        /// The output folder holds a run already.
        case occupied
        /// The checkpoint is damaged or of another version; why.
        case checkpoint(String)
        /// The checkpoint was made with another configuration, other corpora or another start.
        case otherRun
        /// Tags are to join at a layer that the encoder does not have; its number of layers.
        case tagLayer(Int, layers: Int)
        /// Sequences are to be longer than the encoder takes; what it takes.
        case tooLong(Int, limit: Int)
        /// The loss is no number any more at this step.
        case diverged(step: Int)
        /// The corpora hold nothing to train on.
        case nothingToTrain
        /// No document is left to train on.
        case noTextToTrain
        /// The vocabulary has no entry for what is hidden.
        case noMask
        /// There is no such folder of corpora.
        case noData
        /// A folder of running texts holds no CoNLL-U file.
        case noTexts
        /// The running texts hold no place where a sentence may end, or none where a token may begin.
        case noCandidates
        /// More layers are asked for than the model to start from has.
        case tooManyLayers(Int, limit: Int)
        /// A text whose words are to be counted has none.
        case emptyText
        /// Contexts are to be mixed in, and there is no model that parses the corpora; whether one was named.
        case noSyntaxModel(named: Bool)
        /// The model to start from has other contexts mixed in than are asked for; which.
        case otherFeatures(found: String)

        /// Whether a file is damaged; all else is a matter of what was asked for.
        public var isOfFiles: Bool {
            guard case .checkpoint = self else { return false }
            return true
        }
    }

    /// What is wrong.
    public let kind: Kind
    /// The file or folder that it is about.
    public let path: String

    /// Makes an error.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}

extension TrainingError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String { "\(path): \(problem); \(remedy)" }

    private var problem: String {
        switch kind {
        case .initial(let why): "the model to start from cannot be used: \(why)"
        case .headLabels(let labels):
            "the model to start from has a head for \(labels.isEmpty ? "labels unnamed" : labels.joined(separator: ", "))"
        case .occupied: "the folder holds the checkpoint of a run"
        case .checkpoint(let why): "the checkpoint cannot be used: \(why)"
        case .otherRun: "the folder holds a run with other settings, other corpora, another start or another parser"
        case .tagLayer(let layer, let layers): "tags are to join at layer \(layer) of \(layers)"
        case .tooLong(let length, let limit): "sequences of \(length) sub-words, but the encoder takes \(limit)"
        case .diverged(let step): "the loss is not a number any more at step \(step)"
        case .nothingToTrain: "there is no batch to train on"
        case .noTextToTrain: "no document is left to train on"
        case .noMask: "the vocabulary has no entry [MASK]"
        case .noData: "there is no such folder"
        case .noTexts: "the folder holds no file named *.conllu"
        case .noCandidates: "the texts hold no place where a sentence may end or a token begin"
        case .tooManyLayers(let layers, let limit): "\(layers) layers are asked for, but the model has \(limit)"
        case .emptyText: "the text has no word"
        case .noSyntaxModel(let isNamed):
            "there is no \(isNamed ? "such model" : "model") of syntax to parse the corpora with, which `features` needs"
        case .otherFeatures(let found): "the model to start from has other features: \(found)"
        }
    }

    private var remedy: String {
        switch kind {
        case .initial: "give a folder with config.json, vocab.txt and model.safetensors as `initialise`"
        case .headLabels:
            "give B, I and O in the order of its rows as `id2label` of config.json, or leave `classifier` out of the weights"
        case .occupied: "go on with --resume, or give another folder with --output"
        case .checkpoint: "remove it and begin anew"
        case .otherRun: "give the settings that it was begun with, or another folder with --output"
        case .tagLayer(_, let layers): "set `layer` of `tags` to a number from 0 to \(layers - 1)"
        case .tooLong(_, let limit): "set `max_subwords` to \(limit) or less"
        case .diverged: "lower `learning_rate` or raise `warmup`"
        case .nothingToTrain: "give some corpus a `weight` above 0"
        case .noTextToTrain: "give more texts, a smaller `held_out`, or some text a `weight` above 0"
        case .noMask: "start from a BERT model, whose vocab.txt has it"
        case .noData: "name the folder of the corpora with --data, or as `data`"
        case .noTexts: "name CoNLL-U files, or a folder of them, as `train` and `dev`"
        case .noCandidates: "give texts of several sentences as `train`"
        case .tooManyLayers(_, let limit): "set `layers` of `model` to \(limit) or less"
        case .noSyntaxModel:
            "make one with `syntag train syntax`, and name its folder with --syntax-model or as `syntax` of the training file"
        case .otherFeatures:
            "ask for these, leave `features` out, which keeps them, or start from a model without features"
        case .emptyText: "take it out of `texts` of `vocabulary`, or write one document a line into it"
        }
    }
}
