/// What is wrong with a file of records.
public enum FileFault: Error, Sendable, Equatable {
    /// The compressed data are damaged; zstd's own words.
    case compression(String)
    /// The file ends within a compressed frame.
    case truncated
    /// The seek table contradicts the file.
    case seekTable
    /// The index of citations is damaged or contradicts the file.
    case index
    /// The summary is damaged.
    case summary
    /// The index leads to another citation than it says.
    case wrongCitation(found: String)
    /// The index is of a later format than this program knows.
    case laterFormat(Int)
}
