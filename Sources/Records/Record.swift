public import Documents
public import Files

/// The model that annotated a record.
public struct ModelStamp: Sendable, Hashable {
    /// The model's name.
    public var name: String
    /// The digest of the model's files.
    public var digest: Digest

    /// Makes a stamp.
    public init(name: String, digest: Digest) {
        self.name = name
        self.digest = digest
    }
}

/// What one line of a record file says.
public struct Record: Sendable, Equatable {
    /// The name and version of the record format, the value of `schema` in every record.
    public static let schema = "syntag/1"

    /// The citation and everything found in it.
    public var document: Document
    /// The model that annotated it, or nil where none did.
    public var model: ModelStamp?

    /// Makes a record.
    public init(document: Document, model: ModelStamp? = nil) {
        self.document = document
        self.model = model
    }
}
