public import Documents

/// Labelled brackets as EVALB counts them with Collins' parameters (Sekine and Collins 1997), accumulated sentence by
/// sentence.
///
/// - The brackets TOP, S1, ROOT and those without a label do not count, nor does what covers no word that counts.
/// - Words tagged `,` `:` ` `` ` `''` `.` or -NONE- are left out before the brackets' ends are compared. The gold parts
///   of speech decide for both trees, so that a mistaken tag does not shift the brackets.
/// - Labels are compared without function tags and indices ("NP-SBJ=2" is NP); ADVP and PRT are the same.
/// - Brackets that occur twice in a tree count twice.
public struct BracketScore: MatchCounts, Sendable, Equatable {
    /// Number of brackets in the gold trees.
    public private(set) var gold = 0
    /// Number of brackets in the predicted trees.
    public private(set) var predicted = 0
    /// Number of predicted brackets that are in the gold tree.
    public private(set) var correct = 0
    /// Sentences whose predicted brackets are exactly the gold ones.
    public private(set) var exact = Accuracy()

    /// The score of nothing.
    public init() {}

    /// Adds a sentence.
    ///
    /// - Parameters:
    ///   - goldTree: the gold tree over the words.
    ///   - predictedTree: the predicted tree over the same words.
    ///   - tags: the gold part of speech (Penn Treebank) of every word.
    public mutating func add(gold goldTree: ConstituencyTree, predicted predictedTree: ConstituencyTree, tags: [String])
    {
        let rule = BracketRule(tags: tags)
        var expected: [Bracket: Int] = [:]
        var goldCount = 0
        for bracket in rule.brackets(of: goldTree) {
            expected[bracket, default: 0] += 1
            goldCount += 1
        }
        var predictedCount = 0
        var found = 0
        for bracket in rule.brackets(of: predictedTree) {
            predictedCount += 1
            guard let left = expected[bracket], left > 0 else { continue }
            expected[bracket] = left - 1
            found += 1
        }
        gold += goldCount
        predicted += predictedCount
        correct += found
        exact.add(isCorrect: found == goldCount && found == predictedCount)
    }

    /// The score over the sentences of both.
    public static func + (left: BracketScore, right: BracketScore) -> BracketScore {
        var sum = left
        sum.gold += right.gold
        sum.predicted += right.predicted
        sum.correct += right.correct
        sum.exact = left.exact + right.exact
        return sum
    }
}

/// A bracket as it is compared: a label over words that count, half open.
private struct Bracket: Hashable {
    let label: Substring
    let start: Int
    let end: Int
}

/// What counts of a sentence's brackets.
private struct BracketRule {
    /// For each word, and behind the last one, the number of words before it that count.
    private let places: [Int]

    init(tags: [String]) {
        var places = [0]
        for tag in tags {
            places.append(places[places.count - 1] + (Self.deletedTags.contains(tag) ? 0 : 1))
        }
        self.places = places
    }

    /// The brackets of a tree that count.
    func brackets(of tree: ConstituencyTree) -> [Bracket] {
        tree.constituents.compactMap { constituent in
            precondition(constituent.last < places.count - 1, "a tree is over the words that have tags")
            let label = Self.category(constituent.label)
            let bracket = Bracket(
                label: label, start: places[constituent.first], end: places[constituent.last + 1])
            return Self.deletedLabels.contains(label) || bracket.start == bracket.end ? nil : bracket
        }
    }

    /// The label without function tags, the same for labels that are equal.
    private static func category(_ label: String) -> Substring {
        guard label.utf8.first != UInt8(ascii: "-") else { return label[...] }
        let category = label.prefix { $0 != "-" && $0 != "=" }
        return category == "PRT" ? "ADVP" : category
    }

    private static let deletedTags: Set<String> = [",", ":", "``", "''", ".", "-NONE-"]
    private static let deletedLabels: Set<Substring> = ["TOP", "S1", "ROOT", "", "-NONE-"]
}
