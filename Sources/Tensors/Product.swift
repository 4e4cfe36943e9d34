import COpenBLAS

extension MatrixView {
    /// self `[m x n]` = `scale` * left `[m x k]` * right + `keep` * self, by OpenBLAS on this thread.
    ///
    /// - Parameter transposed: right is `[n x k]` (as weights `[outputs x inputs]` are), otherwise `[k x n]`.
    public func assignProduct(
        _ left: MatrixView, _ right: MatrixView, transposed: Bool, scale: Float = 1, keep: Float = 0
    ) {
        let inner = transposed ? right.columns : right.rows
        let outer = transposed ? right.rows : right.columns
        precondition(
            left.columns == inner && rows == left.rows && columns == outer,
            "[\(rows) x \(columns)] cannot hold [\(left.rows) x \(left.columns)] times [\(inner) x \(outer)]")
        guard rows > 0 && columns > 0 else { return }
        OpenBLASKernel.useOneThread()
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans,
            blasint(rows), blasint(columns), blasint(inner),
            scale, left.pointer, blasint(max(left.stride, 1)), right.pointer, blasint(max(right.stride, 1)),
            keep, pointer, blasint(stride))
    }
}

extension MatrixView {
    /// self `[m x n]` += the transpose of left `[k x m]` * right `[k x n]`, by OpenBLAS on this thread.
    func addTransposedProduct(_ left: MatrixView, _ right: MatrixView) {
        guard rows > 0 && columns > 0 else { return }
        OpenBLASKernel.useOneThread()
        cblas_sgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, blasint(rows), blasint(columns), blasint(left.rows), 1,
            left.pointer, blasint(max(left.stride, 1)), right.pointer, blasint(max(right.stride, 1)), 1, pointer,
            blasint(stride))
    }
}
