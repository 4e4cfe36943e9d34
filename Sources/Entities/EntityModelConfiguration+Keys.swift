internal import Foundation

/// The keys of `config.json` as they are written there.
struct RawConfiguration: Decodable {
    var vocab_size: Int
    var do_lower_case: Bool
    var strip_accents: Bool?
    var id2label: [String: String]?
    var syntag: Section

    struct Section: Decodable {
        var task: String
        var name: String?
        var tags: [Tag]
        var labels: [String]
        var tagLayer: Int?
        var decoder: String?
        var tagNaming: String?
        var tagClosing: Bool?
        var features: Features?
        var defaultTags: [String]?

        private enum Key: String, CodingKey {
            case task, name, tags, labels, features, decoder
            case tagLayer = "tag_layer"
            case tagNaming = "tag_naming"
            case tagClosing = "tag_closing"
            case defaultTags = "default_tags"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            task = try values.decode(String.self, forKey: .task)
            name = try values.decodeIfPresent(String.self, forKey: .name)
            tags = try values.decode([Tag].self, forKey: .tags)
            labels = try values.decode([String].self, forKey: .labels)
            tagLayer = try values.decodeIfPresent(Int.self, forKey: .tagLayer)
            self.decoder = try values.decodeIfPresent(String.self, forKey: .decoder)
            tagNaming = try values.decodeIfPresent(String.self, forKey: .tagNaming)
            tagClosing = try values.decodeIfPresent(Bool.self, forKey: .tagClosing)
            features = try values.decodeIfPresent(Features.self, forKey: .features)
            defaultTags = try values.decodeIfPresent([String].self, forKey: .defaultTags)
        }
    }

    struct Tag: Decodable {
        var name: String
        var type: String
        var open: String?
        var close: String?
        var inner_open: String?
        var inner_close: String?
    }

    struct Features: Decodable {
        var module: String
        var context: String
        var labels: [String]
        var label_size: Int?
        var words: String?
    }
}

extension EntityModelError {
    /// The error for what Foundation says about a configuration.
    init(decoding error: any Error, file: String) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            self.init(kind: .missingKey, file: file, key: Self.path(context.codingPath + [key]))
        case DecodingError.typeMismatch(let type, let context):
            let kind = Kind.value(found: "the value", expected: "of the type \(type)")
            self.init(kind: kind, file: file, key: Self.path(context.codingPath))
        case DecodingError.valueNotFound(_, let context):
            self.init(kind: .missingKey, file: file, key: Self.path(context.codingPath))
        default:
            self.init(kind: .malformed("the file is not JSON"), file: file)
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let position = key.intValue {
                path += "[\(position)]"
            } else {
                path += (path.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }
}
