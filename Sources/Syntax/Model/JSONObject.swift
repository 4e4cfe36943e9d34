internal import Foundation

/// An object of a JSON file, read key by key; errors give a key with its path.
struct JSONObject {
    private let values: [String: Any]
    private let file: String
    private let path: String

    /// Reads a file's bytes; `file` is the name that errors give.
    init(bytes: Data, file: String) throws(SyntaxModelError) {
        guard let values = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] else {
            throw SyntaxModelError(kind: .notJSON, file: file)
        }
        self.init(values: values, file: file, path: "")
    }

    private init(values: [String: Any], file: String, path: String) {
        self.values = values
        self.file = file
        self.path = path
    }

    /// An error about a key.
    func failure(_ kind: SyntaxModelError.Kind, _ key: String) -> SyntaxModelError {
        SyntaxModelError(kind: kind, file: file, key: path + key)
    }

    /// A whole number from 1 to 2^24.
    func count(_ key: String) throws(SyntaxModelError) -> Int {
        let number = try value(key) as? NSNumber
        // Foundation hands out true and false as numbers of the C type `char`.
        guard let number, String(cString: number.objCType) != "c",
            let count = Int(exactly: number.doubleValue), 1...1 << 24 ~= count
        else { throw wrong(key, "a whole number from 1 to 2^24") }
        return count
    }

    /// True or false.
    func flag(_ key: String) throws(SyntaxModelError) -> Bool {
        guard let flag = try value(key) as? Bool else { throw wrong(key, "true or false") }
        return flag
    }

    /// True or false; nil where the key is absent or null.
    func optionalFlag(_ key: String) throws(SyntaxModelError) -> Bool? {
        isAbsent(key) ? nil : try flag(key)
    }

    /// A text.
    func text(_ key: String) throws(SyntaxModelError) -> String {
        guard let text = try value(key) as? String else { throw wrong(key, "a text") }
        return text
    }

    /// A text; nil where the key is absent or null.
    func optionalText(_ key: String) throws(SyntaxModelError) -> String? {
        isAbsent(key) ? nil : try text(key)
    }

    /// An object.
    func object(_ key: String) throws(SyntaxModelError) -> JSONObject {
        guard let values = try value(key) as? [String: Any] else { throw wrong(key, "an object") }
        return JSONObject(values: values, file: file, path: "\(path)\(key).")
    }

    /// A list of objects.
    func objects(_ key: String) throws(SyntaxModelError) -> [JSONObject] {
        guard let list = try value(key) as? [[String: Any]] else { throw wrong(key, "a list of objects") }
        return list.enumerated().map { place, values in
            JSONObject(values: values, file: file, path: "\(path)\(key)[\(place)].")
        }
    }

    /// A list of labels: at least one, no more than a 16-bit number can count, none empty, each once.
    func labels(_ key: String) throws(SyntaxModelError) -> [String] {
        guard let labels = try value(key) as? [String] else { throw wrong(key, "a list of texts") }
        guard 1...Int(Int16.max) ~= labels.count, !labels.contains(""), Set(labels).count == labels.count else {
            throw failure(.value(found: "the list", expected: "a list of labels, none empty, each once"), key)
        }
        return labels
    }

    private func isAbsent(_ key: String) -> Bool { values[key] == nil || values[key] is NSNull }

    private func value(_ key: String) throws(SyntaxModelError) -> Any {
        guard let value = values[key], !(value is NSNull) else { throw failure(.missing, key) }
        return value
    }

    private func wrong(_ key: String, _ expected: String) -> SyntaxModelError {
        let found = values[key].map { $0 is [Any] || $0 is [String: Any] ? "the value" : "\($0)" } ?? "nothing"
        return failure(.value(found: found, expected: expected), key)
    }
}
