public import Documents

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
