extension SafetensorsFile {
    /// All tensors but the scales of 8-bit matrices, to be written in another type; and the names of those that hold no
    /// weights, such as numbers of positions, which are left out.
    public func weights(as type: WeightType) throws(SafetensorsError) -> (tensors: [Weights], leftOut: [String]) {
        var tensors: [Weights] = []
        var leftOut: [String] = []
        for name in names {
            guard let entry = header.entries[name], !isScale(name) else { continue }
            guard [.float32, .float16, .bfloat16, .int8].contains(entry.type) else {
                leftOut.append(name)
                continue
            }
            let numbers = try numbers(name)
            guard numbers.allSatisfy(\.isFinite) else {
                throw SafetensorsError(.notFinite(name), file: file, position: entry.position)
            }
            tensors.append(Weights(name, shape: entry.shape, numbers: numbers, type: type))
        }
        return (tensors, leftOut)
    }

    /// Whether a tensor holds the scales of an 8-bit matrix.
    private func isScale(_ name: String) -> Bool {
        let suffix = QuantizedMatrix.scaleName(of: "")
        guard name.hasSuffix(suffix) else { return false }
        return header.entries[String(name.dropLast(suffix.count))]?.type == .int8
    }
}
