import Foundation

/// The top level of a `config.json`, read key by key.
struct ConfigurationValues {
    private let values: [String: Any]
    private let file: String

    init(json: [UInt8], file: String) throws(EncoderError) {
        self.file = file
        do {
            guard let values = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] else {
                throw EncoderError(.configuration(file: file, "is not a JSON object"))
            }
            self.values = values
        } catch let error as EncoderError {
            throw error
        } catch {
            throw EncoderError(.configuration(file: file, "is not valid JSON"))
        }
    }

    /// A whole number; without a default the key is needed.
    func count(_ key: String, otherwise: Int? = nil) throws(EncoderError) -> Int {
        let number = try number(key, otherwise: otherwise.map(Double.init))
        guard let count = Int(exactly: number) else { throw wrong(key, "a whole number") }
        return count
    }

    /// A number; without a default the key is needed.
    func number(_ key: String, otherwise: Double? = nil) throws(EncoderError) -> Double {
        guard let value = values[key] else {
            if let otherwise { return otherwise }
            throw EncoderError(.configuration(file: file, "has no '\(key)'"))
        }
        // Foundation hands out true and false as numbers of the C type `char`.
        guard let number = value as? NSNumber, String(cString: number.objCType) != "c" else {
            throw wrong(key, "a number")
        }
        return number.doubleValue
    }

    /// Refuses a text other than the one this encoder can do; a key that is absent means that one.
    func require(_ key: String, _ supported: String) throws(EncoderError) {
        guard let value = values[key], !(value is NSNull) else { return }
        guard let text = value as? String, text == supported else {
            throw wrong(key, "'\(supported)', the only one supported")
        }
    }

    private func wrong(_ key: String, _ needed: String) -> EncoderError {
        EncoderError(.configuration(file: file, "'\(key)' is \(values[key] ?? "absent"), needed is \(needed)"))
    }
}
