public import Documents

/// A rule of ``Documents`` that a document breaks, so that no record can be made of it.
public enum DocumentFault: Error, Sendable, Equatable {
    /// A part of a document that has a span.
    public enum Part: Sendable, Equatable {
        /// The passage of this 0-based number.
        case passage(Int)
        /// The sentence of this 0-based number.
        case sentence(Int)
        /// The token of the second number in the sentence of the first, both 0-based.
        case token(Int, Int)
        /// The entity of this 0-based number.
        case entity(Int)
    }

    /// What all tokens of a sentence have, or none.
    public enum TokenTag: String, Sendable {
        /// Part of speech of the Penn Treebank.
        case xpos
        /// Universal part of speech.
        case upos
    }

    /// The PMID is not one to eighteen decimal digits.
    case pmid
    /// The version, position or year is out of range.
    case number(String, Int)
    /// A deleted citation has text, passages, sentences or entities.
    case deletedWithContent
    /// A span does not lie within the text of this many bytes.
    case outside(Part, TextSpan, text: Int)
    /// A span begins or ends within a character.
    case splitsCharacter(Part, TextSpan)
    /// A sentence, token or entity covers no byte.
    case empty(Part)
    /// A part overlaps the one before it, or comes before it.
    case outOfOrder(Part)
    /// A part does not lie within the passage or sentence it belongs to.
    case outsideParent(Part)
    /// Some tokens of a sentence have a tag and some have none.
    case partlyTagged(sentence: Int, TokenTag)
    /// A dependency tree has another number of heads than the sentence has tokens.
    case headCount(sentence: Int, heads: Int, tokens: Int)
    /// A head is no token of the sentence, or the token itself.
    case head(sentence: Int, token: Int, head: Int)
    /// The pieces that a sentence was parsed in do not begin with the first token and go on in order.
    case pieces(sentence: Int)
    /// A constituent is out of pre-order, crosses another, or the first does not cover the sentence.
    case nesting(sentence: Int, constituent: Int)
    /// A constituent's label is empty, or has white space or a bracket in it.
    case label(sentence: Int, String)
    /// An entity names a sentence that the document does not have.
    case entitySentence(id: String, sentence: Int)
    /// An entity names tokens that its sentence does not have.
    case entityTokens(id: String, first: Int, last: Int)
    /// An entity's span does not begin in its first token and end in its last.
    case entitySpan(id: String)
    /// A score is no number from 0 to 1.
    case score(id: String, String)
    /// An entity has no identifier, or that of another entity.
    case identifier(String)
}
