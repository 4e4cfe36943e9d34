import Testing

@testable import Learning

@Suite("Learning rates and step plans")
struct ScheduleTests {
    @Test("the rate rises to its peak and falls towards 0, both linearly")
    func rates() {
        let schedule = LearningRateSchedule(peak: 1, warmupShare: 0.2, total: 10)
        let rates = (0..<10).map { schedule.rate(at: $0) }
        #expect(rates == [0.5, 1, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125])
        #expect(schedule.rate(at: 10) == 0)
        #expect(LearningRateSchedule(peak: 2, warmupShare: 0, total: 4).rate(at: 0) == 2)
        #expect(LearningRateSchedule(peak: 2, warmupShare: 1, total: 4).rate(at: 3) == 2)
    }

    @Test("steps take several batches, the last of an epoch what is left")
    func steps() {
        let plan = StepPlan(batches: [5, 4], accumulate: 2, limit: nil, evaluationsPerEpoch: 1)
        #expect(plan.starts == [0, 3, 5])
        #expect(plan.total == 5)
        #expect(plan.evaluations == [3, 5])
        #expect((0..<5).map(plan.epoch) == [0, 0, 0, 1, 1])
        #expect(plan.epochs(after: 4) == 1.5)
        #expect(plan.epochs(after: 5) == 2)
    }

    @Test("a limit ends the run early, and there it is scored")
    func limit() {
        let plan = StepPlan(batches: [10, 10], accumulate: 1, limit: 13, evaluationsPerEpoch: 2)
        #expect(plan.total == 13)
        #expect(plan.evaluations == [5, 10, 13])
    }
}
