/// The learning rate over a run: it rises linearly from 0, then falls linearly to 0 (Devlin et al. 2019, appendix A).
public struct LearningRateSchedule: Sendable, Equatable {
    /// The highest rate.
    public var peak: Float
    /// Steps of rising; the last of them has the highest rate.
    public var warmup: Int
    /// All steps of the run.
    public var total: Int

    /// Makes a schedule that rises over a share of the run.
    public init(peak: Float, warmupShare: Float, total: Int) {
        precondition(
            total > 0 && warmupShare >= 0 && warmupShare <= 1, "a run has steps, and rises over a part of them")
        self.peak = peak
        self.total = total
        warmup = Int((Float(total) * warmupShare).rounded())
    }

    /// The rate of a step, the first being 0. It is above 0 for every step of the run.
    public func rate(at step: Int) -> Float {
        if step < warmup { return peak * Float(step + 1) / Float(warmup) }
        return peak * Float(max(total - step, 0)) / Float(max(total - warmup, 1))
    }
}
