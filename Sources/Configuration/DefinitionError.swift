/// Why a pipeline, training or experiment file was refused: what, where and what to do.
public struct DefinitionError: Error, Equatable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// Line in the file, from 1; nil where the file as a whole is meant.
    public var line: Int?
    /// What is wrong.
    public var problem: String
    /// What to do about it.
    public var remedy: String

    /// Makes an error.
    public init(file: String, line: Int?, problem: String, remedy: String) {
        self.file = file
        self.line = line
        self.problem = problem
        self.remedy = remedy
    }

    /// "FILE:LINE: what is wrong; what to do".
    public var description: String {
        "\(file):\(line.map { "\($0):" } ?? "") \(problem); \(remedy)"
    }
}
