internal import Entities
internal import Tensors

/// What mixing contexts into a batch keeps, for one thread. It grows with the batches it sees and is used again for
/// each.
final class ContextMemory {
    private let options: ContextOptions
    private let hidden: Int
    private var capacity = 0

    /// Where words and contexts of the current batch stand.
    private(set) var rows = ContextRows()
    /// What the classifier reads `[labelled words x parts * hidden]`, and its gradient.
    private var allOutputs: Matrix, allOutputGradients: Matrix
    /// CFA: the combined features e of the words that are read `[read words x hidden]`, and their gradient.
    private var allCombined: Matrix, allCombinedGradients: Matrix
    /// CFA: W_l l + b_e of every label `[labels x hidden]`, and its gradient.
    let labelTable: Matrix, labelTableGradients: Matrix
    /// The weights of the attention over words or combined features, and of that over labels.
    var words = PairAttention.Memory(), labels = PairAttention.Memory()

    /// Makes memory for batches of up to `capacity` words that are read.
    init(_ options: ContextOptions, hidden: Int, capacity: Int) {
        self.options = options
        self.hidden = hidden
        let none = Matrix(rows: 0, columns: 0)
        (allOutputs, allOutputGradients, allCombined, allCombinedGradients) = (none, none, none, none)
        let labels = options.module == .cfa ? options.labelCount : 0
        labelTable = Matrix(spaced: labels, columns: hidden)
        labelTableGradients = Matrix(spaced: labels, columns: hidden)
        reserve(max(capacity, 1))
    }

    /// Bytes of the matrices that it holds.
    var byteCount: Int {
        let combined = options.module == .cfa ? 1 : 0
        return 8 * hidden * (capacity * (options.module.classifierParts + combined) + labelTable.rows)
    }

    /// What the classifier reads `[labelled words x parts * hidden]`, and its gradient.
    var outputs: MatrixView { allOutputs.rows(0..<rows.queries.count) }
    var outputGradients: MatrixView { allOutputGradients.rows(0..<rows.queries.count) }

    /// CFA: the combined features `[read words x hidden]`, and their gradient.
    var combined: MatrixView { allCombined.rows(0..<rows.labels.count) }
    var combinedGradients: MatrixView { allCombinedGradients.rows(0..<rows.labels.count) }

    /// Takes a batch and makes room for it.
    func assign(_ batch: [TrainingSequence]) {
        rows.assign(batch, options: options)
        reserve(rows.labels.count)
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        capacity = count
        let width = hidden * options.module.classifierParts
        allOutputs = Matrix(spaced: count, columns: width)
        allOutputGradients = Matrix(spaced: count, columns: width)
        guard options.module == .cfa else { return }
        allCombined = Matrix(spaced: count, columns: hidden)
        allCombinedGradients = Matrix(spaced: count, columns: hidden)
    }
}
