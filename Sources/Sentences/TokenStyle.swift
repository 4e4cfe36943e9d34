/// Where the tokens of a run of characters without white space part.
public enum TokenStyle: String, Sendable, CaseIterable {
    /// The fine style of CRAFT: hyphens and slashes between words are tokens ("tartrate - resistant").
    case craft
    /// The style of GENIA: hyphenated words are whole ("tartrate-resistant").
    case genia
}
