internal import Files

/// What the syntax of a corpus' file depends on.
struct ParseKey: Equatable {
    /// Digest of the corpus' file.
    var corpus: Digest
    /// Digest of the model that parsed it, with how it was asked to.
    var syntax: Digest
}
