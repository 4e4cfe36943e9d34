internal import Encoder
internal import Entities
public import Files
public import Tensors

extension TrainableEntityModel {
    /// The parameters of a model that starts from a checkpoint with Hugging Face's names, with or without the prefix
    /// `bert.`, in Float32 or 16 bits.
    ///
    /// The word table may have fewer rows than the model's vocabulary: the rows behind (new tags) are drawn from a
    /// normal distribution of deviation 0.02, as BERT's own were. So are the classifier's weights when the checkpoint
    /// has none; its bias and a missing random field are 0. What mixes contexts in is drawn as `deviation(of:)` says
    /// when the checkpoint does not have it; then a classifier of words' states alone keeps its numbers for these, and
    /// begins with 0 for what is mixed in: the model starts as the one it was.
    ///
    /// - Parameter headRows: for each label the row that the checkpoint's head has it in; nil for the same order.
    /// - Throws: `SafetensorsError` when a tensor is missing or has another shape.
    public static func loadPretrained(
        _ file: SafetensorsFile, options: ModelOptions, seed: UInt64, headRows: [Int]? = nil
    ) throws(SafetensorsError) -> ParameterBuffer {
        let narrow = options.contexts == nil ? nil : [options.labelCount, options.encoder.hiddenSize]
        let isNarrow = narrow != nil && file.shape(of: head) == narrow
        let buffer = try ParameterBuffer(
            ParameterLayout.parameters(of: options), from: file, seed: seed,
            readsHead: { !(isNarrow && $0.name == head) },
            deviation: { isNarrow && $0.name == head ? nil : deviation(of: $0, hidden: options.encoder.hiddenSize) })
        if isNarrow, let module = options.contexts?.module {
            try widen(buffer[head], own: module.columns(hidden: options.encoder.hiddenSize).own, from: file, options)
        }
        guard let headRows else { return buffer }
        for (index, parameter) in buffer.parameters.enumerated()
        where ["classifier.", "crf."].contains(where: parameter.name.hasPrefix) && file.contains(parameter.name) {
            reorder(buffer[index], of: parameter, rows: headRows)
        }
        return buffer
    }

    private static let head = "classifier.weight"

    /// The deviation that a parameter of a head begins with; nil for zeros.
    ///
    /// CFA's embeddings of labels have the size of states, so that labels and words have equal parts in W_e (l (+) h),
    /// and W_e keeps that size. Products of other tables' rows with states are of the size of one number of a state.
    private static func deviation(of parameter: Parameter, hidden: Int) -> Double? {
        switch parameter.name {
        case head: ParameterBuffer.deviation
        case "cfa.label_embeddings.weight": 1
        case "cfa.combine.weight": 1 / Double(parameter.shape[1]).squareRoot()
        case "twa.keys.weight", "twa.label_embeddings.weight", "kvmn.keys.weight", "kvmn.values.weight":
            1 / Double(hidden).squareRoot()
        default: nil
        }
    }

    /// Puts a classifier of words' states alone `[labels x hidden]` into the columns of one that reads more.
    private static func widen(
        _ numbers: UnsafeMutableBufferPointer<Float>, own: Range<Int>, from file: SafetensorsFile,
        _ options: ModelOptions
    ) throws(SafetensorsError) {
        let rows = try file.matrix(head, rows: options.labelCount, columns: own.count)
        for row in 0..<rows.rows {
            for column in 0..<own.count {
                numbers[row * options.classifierInputs + own.lowerBound + column] = rows[row, column]
            }
        }
    }

    /// The tensors of a checkpoint, rounded to `type`: what a model folder's `model.safetensors` holds.
    public static func weights(of buffer: ParameterBuffer, type: WeightType) -> [Weights] {
        buffer.weights(type: type)
    }

    /// Writes the parameters as `model.safetensors` into a folder: as a part file first, which then takes the name.
    public func export(to folder: String, type: WeightType) throws(FileError) {
        try parameters.export(to: folder, type: type)
    }

    /// Puts the rows of a part of the head in the order of the labels, and the columns of what has one a label.
    private static func reorder(_ numbers: UnsafeMutableBufferPointer<Float>, of parameter: Parameter, rows: [Int]) {
        precondition(rows.sorted() == Array(0..<parameter.shape[0]), "a row for every label")
        let old = Array(numbers), width = parameter.count / parameter.shape[0]
        let isSquare = parameter.name == "crf.transitions"
        for (row, source) in rows.enumerated() {
            for column in 0..<width {
                numbers[row * width + column] = old[source * width + (isSquare ? rows[column] : column)]
            }
        }
    }
}
