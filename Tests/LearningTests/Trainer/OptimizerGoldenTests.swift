import Learning
import TestSupport
import Testing

@Suite("The optimizer beside PyTorch's")
struct OptimizerGoldenTests {
    @Test("ten steps give the losses of torch.optim.AdamW", arguments: GradientGolden.cases, [1, 2])
    func tenSteps(golden: GradientGolden.Case, threads: Int) throws {
        let settings = try GradientGolden.load().adamw
        let model = try golden.model()
        let options = AdamWOptions(
            beta1: settings.betas[0], beta2: settings.betas[1], epsilon: settings.eps,
            weightDecay: settings.weight_decay, clip: .infinity)
        let optimizer = AdamW(parameters: model.parameters, options: options)
        let gradients = GradientBuffer(layout: model.parameters)
        let workspace = TrainingWorkspace(model.options)
        for (number, expected) in golden.losses.enumerated() {
            gradients.reset()
            let batch = golden.batch(number % golden.batches.count)
            let result = model.step(batch, seed: 1, gradients: gradients, workspace: workspace)
            let loss = result.loss / Double(result.words)
            #expect(abs(loss - expected) < 1e-4, "step \(number): \(loss) instead of \(expected)")
            optimizer.step(
                model.parameters, gradients: gradients, scale: 1 / Float(result.words), rate: settings.lr,
                threads: threads)
            model.refresh()
        }
    }
}
