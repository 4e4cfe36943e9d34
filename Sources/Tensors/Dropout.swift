import CKernels

/// Dropout (Srivastava et al. 2014): a part of the numbers becomes 0, the others are scaled so that means stay.
///
/// What is dropped is a function of the seed and of a number's row and column: the mask is not stored but computed
/// again where it is needed, and the order of work and the number of threads do not change it.
public struct Dropout: Sendable, Equatable {
    /// The part of the numbers that is dropped; in steps of 2^-32.
    public let part: Float
    /// Two dropouts of different seeds have nothing to do with each other.
    public let seed: UInt64

    /// Makes a dropout; `part` is at least 0 and under 1.
    public init(part: Float, seed: UInt64) {
        precondition(part >= 0 && part < 1, "dropout of a part of the numbers")
        self.part = part
        self.seed = seed
    }

    /// Nothing is dropped.
    public static let none = Dropout(part: 0, seed: 0)

    /// Puts the dropped matrix in place of `x`, whose first row is row `firstRow`.
    public func apply(_ x: MatrixView, firstRow: Int = 0, instructions: InstructionSet = .best) {
        instructions.training.dropout(x.pointer, x.stride, x.rows, x.columns, kernel(firstRow: firstRow))
    }

    func kernel(firstRow: Int) -> kernel_dropout {
        kernel_dropout(
            seed: seed, first_row: UInt64(firstRow), threshold: UInt32((Double(part) * 0x1p32).rounded()),
            scale: 1 / (1 - part))
    }
}
