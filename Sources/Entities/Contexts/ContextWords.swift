/// The context words that a module has keys for, numbered by the keys' rows; number 0 is for every other word.
public struct ContextWords: Sendable, Equatable {
    /// The name of number 0.
    public static let unknown = "<unknown>"

    /// All words by number, `unknown` first.
    public let names: [String]
    /// Whether words are lowercased before they are looked up, as the model's tokenizer does it.
    public let isLowercased: Bool
    private let numbers: [String: Int32]

    /// Takes words without repetition; `unknown` is put in front of them when it is not there already.
    public init(_ names: [String], isLowercased: Bool) {
        self.names = names.first == Self.unknown ? names : [Self.unknown] + names
        self.isLowercased = isLowercased
        numbers = Dictionary(uniqueKeysWithValues: self.names.enumerated().map { ($1, Int32($0)) })
    }

    /// Number of words, `unknown` included: the rows of a model's table of keys.
    public var count: Int { names.count }

    /// A word as it is looked up and listed.
    public func form(of word: some StringProtocol) -> String { isLowercased ? word.lowercased() : String(word) }

    /// A word's number.
    public func number(of word: some StringProtocol) -> Int32 { numbers[form(of: word)] ?? 0 }
}
