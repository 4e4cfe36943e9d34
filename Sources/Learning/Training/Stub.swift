extension TrainableEntityModel {
    static func loadPretrained(folder: String, options: ModelOptions, seed: UInt64) throws -> ParameterBuffer {
        ParameterBuffer(parameters: ParameterLayout.parameters(of: options))
    }
    enum WT { case float16 }
    func export(to path: String, type: WT) throws {}
}
