internal import Tensors

extension StartingModel {
    /// Puts a head that came with the model into the order of this room's labels, where the model gives them in another.
    ///
    /// A head whose labels are other ones stays as it is: it is a beginning as good as any.
    func arrangeHead(in parameters: ParameterBuffer, from weights: SafetensorsFile) {
        let ours = SequenceBuilder.labels.map(\.rawValue)
        let order = ours.compactMap(labels.firstIndex)
        guard weights.contains("classifier.weight"), labels.count == ours.count, order.count == ours.count else {
            return
        }
        for (index, parameter) in parameters.parameters.enumerated()
        where parameter.group == .head && weights.contains(parameter.name) {
            let numbers = parameters[index]
            let old = Array(numbers)
            let columns = parameter.count / ours.count
            // The columns of a random field's transitions are labels too.
            let isSquare = parameter.name == "crf.transitions"
            for (row, from) in order.enumerated() {
                for column in 0..<columns {
                    numbers[row * columns + column] = old[from * columns + (isSquare ? order[column] : column)]
                }
            }
        }
    }

    /// The labels of the head, in the order of its rows; none where the model does not say.
    private var labels: [String] {
        if let section = configuration["syntag"] as? [String: Any], let labels = section["labels"] as? [String] {
            return labels
        }
        guard let names = configuration["id2label"] as? [String: String] else { return [] }
        return (0..<names.count).compactMap { names["\($0)"] }
    }
}
