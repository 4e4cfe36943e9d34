/// Which batch belongs to which step, and after which steps the model is scored.
struct StepPlan {
    /// The first step of each epoch, then the number of all.
    let starts: [Int]
    /// Steps of the run.
    let total: Int
    /// Numbers of steps made when the model is scored, the last of them `total`.
    let evaluations: Set<Int>

    /// Plans a run over epochs of some batches each.
    init(batches: [Int], accumulate: Int, limit: Int?, evaluationsPerEpoch: Int) {
        var starts = [0]
        var evaluations: Set<Int> = []
        for count in batches {
            let first = starts[starts.count - 1]
            let steps = (count + accumulate - 1) / accumulate
            for part in 1...evaluationsPerEpoch {
                evaluations.insert(first + (steps * part + evaluationsPerEpoch - 1) / evaluationsPerEpoch)
            }
            starts.append(first + steps)
        }
        let all = starts[starts.count - 1]
        let total = min(all, limit ?? all)
        self.starts = starts
        self.total = total
        self.evaluations = evaluations.filter { $0 < total && $0 > 0 }.union([total])
    }

    /// The epoch of a step, from 0.
    func epoch(of step: Int) -> Int { max(starts.lastIndex { $0 <= step } ?? 0, 0) }

    /// How many epochs are done after some steps.
    func epochs(after steps: Int) -> Double {
        let epoch = min(epoch(of: steps), starts.count - 2)
        let length = max(starts[epoch + 1] - starts[epoch], 1)
        return Double(epoch) + Double(steps - starts[epoch]) / Double(length)
    }
}
