/// The labels that a model knows, numbered by its tables' rows; number 0 is for every label that it does not know.
public struct ContextLabels: Sendable, Equatable {
    /// The name of number 0.
    public static let other = "<other>"
    /// The label of a word whose syntax is not known, or that no accepted constituent covers.
    public static let none = "none"

    /// All names by number, `other` first.
    public let names: [String]
    private let numbers: [String: Int32]

    /// Takes names without repetition; `other` is put in front of them when it is not there already.
    public init(_ names: [String]) {
        self.names = names.first == Self.other ? names : [Self.other] + names
        numbers = Dictionary(uniqueKeysWithValues: self.names.enumerated().map { ($1, Int32($0)) })
    }

    /// Number of labels, `other` included: the rows of a model's tables of labels.
    public var count: Int { names.count }

    /// A label's number.
    public func number(of label: String) -> Int32 { numbers[label] ?? 0 }
}
