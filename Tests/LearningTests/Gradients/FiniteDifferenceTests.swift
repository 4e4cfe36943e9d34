import Learning
import Tensors
import TestSupport
import Testing

/// Gradients against the losses of slightly changed parameters, dropout included: the masks are those of the seed, so
/// the loss is a smooth function of the parameters.
@Suite("Gradients equal finite differences")
struct FiniteDifferenceTests {
    @Test(
        "along a direction in every parameter, with dropout", arguments: GradientGolden.cases, InstructionSet.available)
    func directions(golden: GradientGolden.Case, instructions: InstructionSet) throws {
        let model = try golden.model(hiddenDropout: 0.2, attentionDropout: 0.3, instructions: instructions)
        let workspace = TrainingWorkspace(model.options, instructions: instructions)
        let gradients = GradientBuffer(layout: model.parameters), others = GradientBuffer(layout: model.parameters)
        let batch = golden.batch(1), seed: UInt64 = 77
        _ = model.step(batch, seed: seed, gradients: gradients, workspace: workspace)
        var generator = SeededGenerator(seed: 31)
        for (index, parameter) in model.parameters.parameters.enumerated() {
            // Along the gradient itself, bent a little: so the derivative is large beside the rounding of losses.
            let numbers = model.parameters[index], start = Array(numbers)
            let slopes = (gradients.pointer + parameter.offset).withMemoryRebound(to: Float.self, capacity: start.count)
            {
                Array(UnsafeBufferPointer(start: $0, count: start.count))
            }
            let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-3 else { continue }
            let direction = slopes.map { $0 / length * Float.random(in: 0.5...1.5, using: &generator) }
            let expected = zip(slopes, direction).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
            func loss(_ distance: Float) -> Double {
                for place in start.indices { numbers[place] = start[place] + distance * direction[place] }
                model.refresh()
                return model.step(batch, seed: seed, gradients: others, workspace: workspace).loss
            }
            // The four-point formula: its error falls with the fourth power of the distance.
            let h: Float = 0.002
            let found = (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
            #expect(abs(found - expected) < 0.005 * abs(expected) + 0.02, "\(parameter.name): \(found), \(expected)")
            _ = numbers.update(fromContentsOf: start)
        }
    }
}
