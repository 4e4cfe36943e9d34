internal import Encoder
internal import Foundation

extension EntityFeatures {
    /// The syntax that the entity model of a folder reads; nil where it reads none, and for a folder of another kind.
    ///
    /// - Throws: `EntityModelError` when the folder's `config.json` has features, and is not that of an entity model or
    ///   faulty.
    public static func ofModel(in folder: String) throws(EntityModelError) -> EntityFeatures? {
        let file = "\(folder)/config.json", bytes = try EntityModel.content(of: file)
        let values = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
        let section = values?["syntag"] as? [String: Any]
        guard let found = section?["features"], !(found is NSNull) else { return nil }
        let configuration = try EntityModelConfiguration(bytes: bytes, file: file)
        let encoder: EncoderConfiguration
        do {
            encoder = try EncoderConfiguration(path: file)
        } catch {
            throw EntityModelError(kind: .refused("\(error)"), file: file)
        }
        guard let features = configuration.features else { return nil }
        return try EntityFeatures(
            features, hidden: encoder.hiddenSize, lowercase: configuration.lowercase, folder: folder)
    }
}
