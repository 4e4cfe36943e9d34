/// A part of a sentence that is never taken apart: letters and digits in a row, or one punctuation mark.
struct Piece {
    /// What is known of the place before a piece without looking at weights.
    enum Fate {
        /// White space stands there, or a rule says so: a token begins.
        case begins
        /// A rule says that the token goes on.
        case goesOn
        /// Weights are to decide.
        case open
    }

    /// Offsets of its first byte and after its last.
    let start: Int, end: Int
    /// Its letters and shape.
    let view: WordView
    /// Whether it is letters and digits.
    let isWord: Bool
    /// Whether white space, or nothing, stands before it.
    let isFirst: Bool
    /// What is known of the place before it.
    var fate: Fate
    /// For a bracket, how it is closed in its run of characters.
    var closing = Closing.none

    /// How a bracket is matched within a run of characters without white space.
    enum Closing: UInt64 {
        /// It is no bracket.
        case none
        /// Its other half is not in the run.
        case alone
        /// The pair holds the whole run up to here from its first character.
        case outer
        /// The pair stands inside the run.
        case inner
    }

    /// The piece as a value of features: a mark's symbol, a word's shape.
    var outline: UInt64 { isWord ? view.shape : view.first.value }

    init(_ characters: Characters, _ range: Range<Int>, isWord: Bool, isFirst: Bool, fate: Fate) {
        start = range.lowerBound
        end = range.upperBound
        view = WordView(characters, range)
        self.isWord = isWord
        self.isFirst = isFirst
        self.fate = isFirst ? .begins : fate
    }
}
