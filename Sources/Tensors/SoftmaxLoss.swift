import CKernels

extension MatrixView {
    /// Cross-entropy of a softmax over every row, for rows of thousands of columns: the gradients, softmax less 1 at the
    /// gold column, take the place of the logits.
    ///
    /// - Parameters:
    ///   - gold: the right column of every row.
    ///   - losses: filled with the losses of the rows, in nats.
    ///   - hits: filled with 1 for a row whose gold number no other exceeds, else 0.
    public func assignCrossEntropyGradient(
        gold: [Int32], losses: inout [Float], hits: inout [UInt8], instructions: InstructionSet = .best
    ) {
        precondition(gold.count == rows && losses.count >= rows && hits.count >= rows, "one of each a row")
        precondition(gold.allSatisfy { $0 >= 0 && Int($0) < columns }, "gold columns of \(columns)")
        gold.withUnsafeBufferPointer { gold in
            losses.withUnsafeMutableBufferPointer { losses in
                hits.withUnsafeMutableBufferPointer { hits in
                    guard rows > 0, let gold = gold.baseAddress, let losses = losses.baseAddress,
                        let hits = hits.baseAddress
                    else { return }
                    instructions.training.cross_entropy(pointer, stride, rows, columns, gold, losses, hits)
                }
            }
        }
    }
}
