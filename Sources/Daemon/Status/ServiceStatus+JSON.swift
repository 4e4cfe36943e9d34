public import Foundation

extension ServiceStatus {
    /// The status as JSON: keys in alphabetical order, times in ISO 8601, a line break at the end.
    ///
    /// - Throws: `EncodingError` for a number that JSON cannot write.
    public func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(self) + Data("\n".utf8)
    }

    /// Reads what ``json()`` wrote.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(json: Data) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = try decoder.decode(ServiceStatus.self, from: json)
    }
}
