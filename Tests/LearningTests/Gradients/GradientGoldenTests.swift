import Learning
import Tensors
import TestSupport
import Testing

@Suite("Losses and gradients equal PyTorch's")
struct GradientGoldenTests {
    @Test("the fixture is there")
    func fixture() throws {
        #expect(try GradientGolden.load().cases.count == 10)
        #expect(Set(GradientGolden.cases.compactMap { $0.contexts?.module }) == ["cfa", "twa", "kvmn"])
    }

    @Test("tensor by tensor", arguments: GradientGolden.cases, InstructionSet.available)
    func gradients(golden: GradientGolden.Case, instructions: InstructionSet) throws {
        let model = try golden.model(instructions: instructions)
        let gradients = GradientBuffer(layout: model.parameters)
        let workspace = TrainingWorkspace(model.options, instructions: instructions)
        let result = model.step(golden.batch(), seed: 1, gradients: gradients, workspace: workspace)
        #expect(abs(result.loss - golden.loss) < 1e-5 * golden.loss)
        #expect(result.words == golden.batch().reduce(0) { $0 + $1.labelled.count })
        let reference = try golden.tensors()
        for (index, parameter) in model.parameters.parameters.enumerated() {
            let expected = try reference.numbers("\(golden.variant).\(parameter.name)")
            // Attention does not see a bias of the keys: its gradient is rounding alone, on the scale of the queries'.
            let limit: Float = parameter.name.hasSuffix("key.bias") ? 1e-2 : 2e-5
            let difference = gradients.difference(of: index, from: expected)
            #expect(difference < limit, "\(parameter.name): \(difference)")
        }
    }

    @Test("ten steps of AdamW, rows that no sequence uses staying as they are", arguments: GradientGolden.cases)
    func tenSteps(golden: GradientGolden.Case) throws {
        let model = try golden.model()
        var optimizer = PlainAdamW(try GradientGolden.load().adamw, model.parameters)
        let gradients = GradientBuffer(layout: model.parameters)
        let workspace = TrainingWorkspace(model.options)
        for (number, expected) in golden.losses.enumerated() {
            gradients.reset()
            let batch = golden.batch(number % golden.batches.count)
            let result = model.step(batch, seed: 1, gradients: gradients, workspace: workspace)
            let loss = result.loss / Double(result.words)
            #expect(abs(loss - expected) < 1e-4, "step \(number): \(loss) instead of \(expected)")
            optimizer.step(gradients, scale: 1 / Float(result.words))
            model.refresh()
        }
        #expect((golden.losses.last ?? 0) < 0.9 * (golden.losses.first ?? 0))
    }
}

/// AdamW (Loshchilov and Hutter 2019) as PyTorch has it, one number after the other; rows of tables that have no
/// gradient are left as they are.
private struct PlainAdamW {
    private let settings: GradientGolden.AdamW
    private let parameters: ParameterBuffer
    private var first: [Float], second: [Float]
    private var count = 0

    init(_ settings: GradientGolden.AdamW, _ parameters: ParameterBuffer) {
        self.settings = settings
        self.parameters = parameters
        first = Array(repeating: 0, count: parameters.count)
        second = first
    }

    mutating func step(_ gradients: GradientBuffer, scale: Float) {
        count += 1
        let powers = settings.betas.map { beta in (0..<count).reduce(1.0) { power, _ in power * Double(beta) } }
        let rate = Float(Double(settings.lr) / (1 - powers[0])), root = Float((1 - powers[1]).squareRoot())
        for (index, parameter) in parameters.parameters.enumerated() {
            gradients.forEachRange(of: index) { range in
                for place in range {
                    let gradient = gradients.pointer[place] * scale
                    if parameter.decays { parameters.pointer[place] *= 1 - settings.lr * settings.weight_decay }
                    first[place] += (gradient - first[place]) * (1 - settings.betas[0])
                    second[place] = second[place] * settings.betas[1] + gradient * gradient * (1 - settings.betas[1])
                    let deviation = second[place].squareRoot() / root + settings.eps
                    parameters.pointer[place] -= rate * first[place] / deviation
                }
            }
        }
    }
}
