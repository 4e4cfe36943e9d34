/// What is wrong with a line that should be a record.
public enum JSONFault: Error, Sendable, Equatable {
    /// Something else stands where this was expected.
    case expected(String)
    /// The line ends too early.
    case cutShort
    /// More follows after the record's end.
    case trailing
    /// A key that the schema does not have.
    case unknownKey(String)
    /// A key that is there twice.
    case duplicateKey(String)
    /// A key that has to be there and is not.
    case missingKey(String)
    /// Bytes that are not UTF-8.
    case encoding
    /// A control character that is not escaped.
    case control
    /// An escape that JSON does not have, or half of a surrogate pair.
    case escape
    /// A number that is malformed or too large for its field.
    case number
    /// A value that its field does not take.
    case value(key: String, String)
    /// Arrays that should be of one length are not.
    case lengths(key: String)
    /// Offsets that end before they start.
    case offsets(Int, Int)
    /// Code-point offsets beyond the end of the text.
    case beyondText(Int, length: Int)
    /// The text at an entity's offsets is not the mention that the record gives.
    case mention(id: String)
    /// A tree that is not balanced brackets over the numbers of the tokens in order.
    case brackets
}
