internal import Tensors

extension SafetensorsFile {
    /// Refuses a file without a tensor of this name and shape.
    func require(_ name: String, shape: [Int]) throws(EntityModelError) {
        guard let found = self.shape(of: name) else {
            throw EntityModelError(kind: .missingKey, file: file, key: name)
        }
        guard found == shape else {
            throw EntityModelError(kind: .shape(found: found, expected: shape), file: file, key: name)
        }
    }

    /// A tensor `[rows x columns]`, without which the file is refused.
    func requiredMatrix(_ name: String, rows: Int, columns: Int) throws(EntityModelError) -> Matrix {
        try require(name, shape: [rows, columns])
        do {
            return try matrix(name, rows: rows, columns: columns)
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: file)
        }
    }

    /// A tensor `[count]`, without which the file is refused.
    func requiredVector(_ name: String, count: Int) throws(EntityModelError) -> [Float] {
        try require(name, shape: [count])
        do {
            return try vector(name, count: count)
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: file)
        }
    }
}
