internal import Tensors

/// A module that mixes contexts into words, its weights folded for reading labels.
///
/// The classifier's part for a context vector a_i is linear, and a_i is a weighted sum: W a_i = sum_j p_ij W v_ij. So
/// each module turns its vectors v into three numbers, those of B, I and O, before they are weighed, and no a_i is
/// made. As a label belongs to a context word (`SyntacticContexts`), that is done once a word or once a label, not once
/// a pair.
protocol ContextMixer: Sendable {
    /// Adds the context part of the logits to those of the words that are read.
    ///
    /// - Parameters:
    ///   - states: `[words x hidden]`, a row for each of `words.rows`.
    ///   - logits: `[words x 3]`; the rows of words that are read get the module's part.
    func add(_ words: WordRows, states: MatrixView, to logits: MatrixView, workspace: MixerWorkspace)
}

/// The memory that one thread runs a module in. It grows with the batches it sees and is used again for each.
final class MixerWorkspace {
    private var wide = Matrix(rows: 0, columns: 0)
    private var narrow = Matrix(rows: 0, columns: 0)
    /// What the pairs of one word weigh.
    var weights: [Float] = []

    /// Room for a vector `[words x hidden]` a word.
    func vectors(_ words: Int, hidden: Int) -> MatrixView {
        if wide.rows < words || wide.columns != hidden { wide = Matrix(rows: words, columns: hidden) }
        return wide.rows(0..<words)
    }

    /// Room for three numbers `[words x 3]` a word.
    func outputs(_ words: Int) -> MatrixView {
        if narrow.rows < words || narrow.columns != 3 { narrow = Matrix(rows: words, columns: 3) }
        return narrow.rows(0..<words)
    }
}
