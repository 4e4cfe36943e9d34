internal import Files

extension JSONReader {
    /// Reads a model stamp, or `null` as nil.
    mutating func modelStamp() throws(JSONFault) -> ModelStamp? {
        if try skipNull() { return nil }
        var stamp = ModelStamp(name: "", digest: Digest.of([]))
        var progress = JSONObjectProgress<ModelKey>()
        while let key = try progress.nextKey(&self) {
            switch key {
            case .name: stamp.name = try string()
            case .digest: stamp.digest = try digest()
            case .parts: stamp.parts = try modelParts()
            }
        }
        return stamp
    }

    private mutating func modelParts() throws(JSONFault) -> [ModelStamp.Part] {
        var parts: [ModelStamp.Part] = []
        var progress = JSONObjectProgress<ModelPartsKey>()
        while let key = try progress.nextKey(&self) {
            let task: ModelTask =
                switch key {
                case .sentences: .sentences
                case .syntax: .syntax
                case .entities: .entities
                }
            parts.append(try modelPart(task))
        }
        return parts
    }

    private mutating func modelPart(_ task: ModelTask) throws(JSONFault) -> ModelStamp.Part {
        var part = ModelStamp.Part(task: task, name: "", digest: Digest.of([]))
        var progress = JSONObjectProgress<ModelPartKey>()
        while let key = try progress.nextKey(&self) {
            switch key {
            case .name: part.name = try string()
            case .digest: part.digest = try digest()
            }
        }
        return part
    }

    private mutating func digest() throws(JSONFault) -> Digest {
        let digits = try string()
        guard let digest = Digest(hexadecimal: digits), digest.hexadecimal == digits else {
            throw .value(key: "digest", digits)
        }
        return digest
    }
}
