import Configuration

extension PipelineDefinition {
    /// Refuses a stage that stands twice, or before what its type requires.
    func checkOrder() throws(DefinitionError) {
        var seen: Set<String> = []
        for stage in stages {
            guard seen.insert(stage.typeName).inserted else {
                throw error(
                    at: stage, problem: "stage `\(stage.typeName)` stands here again", remedy: "remove one of the two")
            }
        }
        if let (stage, missing) = firstUnmet(stages.map { Swift.type(of: $0.type).requires }) {
            throw error(
                at: stage,
                problem: "stage `\(stage.typeName)` needs \(missing.rawValue), which nothing before it provides",
                remedy: "put a stage `\(Self.provider(of: missing))` before it")
        }
    }

    /// Refuses a stage that stands before what its model requires; `prepared` are the stages in their order.
    func checkOrder(of prepared: [any PreparedStage]) throws(DefinitionError) {
        guard let (stage, missing) = firstUnmet(prepared.map(\.requires)) else { return }
        throw error(
            at: stage,
            problem: "the model of stage `\(stage.typeName)` reads \(missing.rawValue), "
                + "which nothing before it provides",
            remedy: "put a stage `\(Self.provider(of: missing))` before it, or use a model that reads none")
    }

    /// The first stage that something is missing for, and what; `needs` has what each stage requires.
    private func firstUnmet(_ needs: [Set<Feature>]) -> (stage: Stage, missing: Feature)? {
        var provided: Set<Feature> = [.text]
        for (stage, needed) in zip(stages, needs) {
            if let missing = Feature.allCases.first(where: { needed.contains($0) && !provided.contains($0) }) {
                return (stage, missing)
            }
            provided.formUnion(Swift.type(of: stage.type).provides)
        }
        return nil
    }

    private func error(at stage: Stage, problem: String, remedy: String) -> DefinitionError {
        DefinitionError(file: file ?? "pipeline `\(name)`", line: stage.line, problem: problem, remedy: remedy)
    }

    /// The type of stage that provides something.
    private static func provider(of feature: Feature) -> String {
        StageTypes.all.first { $0.provides.contains(feature) }?.typeName ?? "?"
    }
}
