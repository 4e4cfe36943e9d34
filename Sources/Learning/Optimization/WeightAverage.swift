internal import Glibc

/// The exponential moving average of the weights (Polyak and Juditsky 1992), in the layout of the parameters.
///
/// After step t it is d a + (1 - d) w, d = min(decay, (1 + t) / (10 + t)): a short memory at first, so that it does not
/// drag the start along. Rows of tables that a step did not use are brought up to date when they are used again, or
/// when the average is read: while w stands still, n steps take a to w + d^n (a - w).
public final class WeightAverage {
    /// The decay after the first steps.
    public let decay: Float
    /// Steps averaged so far.
    public private(set) var steps = 0

    /// The averages; rows of tables as they were at their last use.
    let memory: FlatMemory
    /// For each parameter that is a table, the step after which each row's average stands.
    private(set) var rowSteps: [[Int32]]

    private let layout: [Parameter]
    /// For each number of steps the logarithm of the product of their decays.
    private var logarithms: [Double] = [0]

    /// Begins with the weights as they are.
    public init(of parameters: ParameterBuffer, decay: Float) {
        precondition(decay > 0 && decay < 1, "a decay is a part of one")
        self.decay = decay
        layout = parameters.parameters
        memory = FlatMemory(count: parameters.count)
        memory.pointer.update(from: parameters.pointer, count: parameters.count)
        rowSteps = layout.map { parameter in
            parameter.rowSize.map { Array(repeating: 0, count: parameter.count / $0) } ?? []
        }
    }

    /// Writes the averaged weights to a buffer of the layout.
    ///
    /// - Parameter parameters: the weights as they are now.
    public func write(to buffer: ParameterBuffer, from parameters: ParameterBuffer) {
        buffer.pointer.update(from: memory.pointer, count: memory.count)
        for (index, parameter) in layout.enumerated() {
            guard let size = parameter.rowSize else { continue }
            for (row, last) in rowSteps[index].enumerated() where Int(last) < steps {
                let start = parameter.offset + row * size
                Self.move(
                    buffer.pointer, towards: parameters.pointer, by: kept(since: last), start..<start + size)
            }
        }
    }

    /// Takes the state of a checkpoint; `memory` is filled by the caller.
    func restore(steps: Int, rowSteps: [[Int32]]) {
        precondition(rowSteps.map(\.count) == self.rowSteps.map(\.count), "an average of the same layout")
        self.steps = steps
        self.rowSteps = rowSteps
        while logarithms.count <= steps { appendLogarithm() }
    }

    /// What the average takes of the new weights at the step that has begun.
    var share: Float { Float(1 - Self.decay(at: steps, limit: Double(decay))) }

    /// Begins the next step.
    func beginStep() {
        steps += 1
        if logarithms.count <= steps { appendLogarithm() }
    }

    /// For the rows that the gradients touch, by the offset of the row: what is left of the distance between average
    /// and weight after the steps that the row was not part of. Rows that were part of the step before are left out.
    func catchUps(of gradients: GradientBuffer) -> [Int: Float] {
        var catchUps: [Int: Float] = [:]
        for (index, parameter) in layout.enumerated() {
            guard let size = parameter.rowSize else { continue }
            for row in gradients.touchedRows(of: index) {
                let last = rowSteps[index][Int(row)]
                guard Int(last) < steps - 1 else { continue }
                catchUps[parameter.offset + Int(row) * size] = Float(exp(logarithms[steps - 1] - logarithms[Int(last)]))
            }
        }
        return catchUps
    }

    /// Notes that the rows that the gradients touch are averaged up to this step.
    func note(_ gradients: GradientBuffer) {
        for index in layout.indices where layout[index].rowSize != nil {
            for row in gradients.touchedRows(of: index) { rowSteps[index][Int(row)] = Int32(steps) }
        }
    }

    /// average = weights + kept * (average - weights), over a range.
    static func move(
        _ average: UnsafeMutablePointer<Float>?, towards weights: UnsafeMutablePointer<Float>, by kept: Float,
        _ range: Range<Int>
    ) {
        guard let average else { return }
        for place in range { average[place] = weights[place] + kept * (average[place] - weights[place]) }
    }

    private func kept(since step: Int32) -> Float { Float(exp(logarithms[steps] - logarithms[Int(step)])) }

    private func appendLogarithm() {
        let step = logarithms.count
        logarithms.append(logarithms[step - 1] + log(Self.decay(at: step, limit: Double(decay))))
    }

    private static func decay(at step: Int, limit: Double) -> Double {
        min(limit, (1 + Double(step)) / (10 + Double(step)))
    }
}
