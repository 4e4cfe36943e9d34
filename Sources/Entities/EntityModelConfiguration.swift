internal import Documents
internal import Foundation
internal import Scoring

/// What a model's `config.json` says beyond its encoder: the tokenizer's case, the tags and the labels.
struct EntityModelConfiguration: Equatable {
    /// A tag before its tokens were looked up.
    struct Tag: Equatable {
        var name: String
        var type: EntityType
        var open: String
        var close: String
    }

    /// The name that the model gives itself, or nil.
    var name: String?
    /// Entries of the vocabulary.
    var vocabularySize: Int
    /// Whether words are lowercased before they are split.
    var lowercase: Bool
    /// Whether accents are stripped; nil leaves it to `lowercase`, as in BERT.
    var stripAccents: Bool?
    /// The tags, at least one, each name once.
    var tags: [Tag]
    /// The labels in the order of the classifier's rows.
    var labels: [BIOLabel]
    /// Names of the tags used when none are asked for, all known and no two of one name; nil when the model leaves it.
    var defaultTags: [String]?

    /// Reads and checks a configuration; `file` is the name that errors give.
    init(bytes: Data, file: String) throws(EntityModelError) {
        let raw: RawConfiguration
        do {
            raw = try JSONDecoder().decode(RawConfiguration.self, from: bytes)
        } catch {
            throw EntityModelError(decoding: error, file: file)
        }
        func failure(_ kind: EntityModelError.Kind, _ key: String) -> EntityModelError {
            EntityModelError(kind: kind, file: file, key: key)
        }

        guard raw.syntag.task == "entities" else {
            throw failure(.value(found: "\"\(raw.syntag.task)\"", expected: "\"entities\""), "syntag.task")
        }
        guard raw.syntag.tagLayer ?? 0 == 0 else {
            throw failure(.unsupported("tags that join at a later layer"), "syntag.tag_layer")
        }
        guard raw.syntag.decoder ?? "softmax" == "softmax" else {
            throw failure(.unsupported("the decoder \(raw.syntag.decoder ?? "")"), "syntag.decoder")
        }
        guard raw.syntag.tagNaming ?? "corpus" != "none", raw.syntag.tagNaming != "both" else {
            throw failure(.unsupported("other tags than one pair"), "syntag.tag_naming")
        }
        guard raw.syntag.tagClosing ?? true else {
            throw failure(.unsupported("tags without a closing one"), "syntag.tag_closing")
        }
        guard !raw.syntag.hasFeatures else {
            throw failure(.unsupported("syntactic features"), "syntag.features")
        }

        name = raw.syntag.name
        vocabularySize = raw.vocab_size
        lowercase = raw.do_lower_case
        stripAccents = raw.strip_accents
        labels = raw.syntag.labels.compactMap(BIOLabel.init)
        guard raw.syntag.labels.count == 3, Set(labels).count == 3 else {
            throw failure(.labels(raw.syntag.labels), "syntag.labels")
        }
        if let names = raw.id2label {
            let listed = (0..<names.count).map { names[String($0)] ?? "?" }
            guard listed == raw.syntag.labels else { throw failure(.labels(listed), "id2label") }
        }

        tags = []
        for (position, tag) in raw.syntag.tags.enumerated() {
            guard let type = EntityType(rawValue: tag.type) else {
                let types = EntityType.allCases.map(\.rawValue).joined(separator: ", ")
                throw failure(
                    .value(found: "\"\(tag.type)\"", expected: "one of \(types)"), "syntag.tags[\(position)].type"
                )
            }
            guard !tags.contains(where: { $0.name == tag.name }) else {
                throw failure(.duplicateTag(tag.name), "syntag.tags[\(position)].name")
            }
            tags.append(Tag(name: tag.name, type: type, open: tag.open, close: tag.close))
        }
        guard !tags.isEmpty else {
            throw failure(.value(found: "an empty list", expected: "a list of tags"), "syntag.tags")
        }

        defaultTags = raw.syntag.defaultTags
        if let defaultTags {
            let known = tags.map(\.name)
            for (position, name) in defaultTags.enumerated() {
                let key = "syntag.default_tags[\(position)]"
                guard known.contains(name) else { throw failure(.unknownTag(name, known: known), key) }
                guard !defaultTags[..<position].contains(name) else { throw failure(.duplicateTag(name), key) }
            }
            guard !defaultTags.isEmpty else {
                throw failure(.value(found: "an empty list", expected: "a list of names"), "syntag.default_tags")
            }
        }
    }
}

/// The keys of `config.json` as they are written there.
private struct RawConfiguration: Decodable {
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
        var hasFeatures: Bool
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
            hasFeatures = try values.contains(.features) && !values.decodeNil(forKey: .features)
            defaultTags = try values.decodeIfPresent([String].self, forKey: .defaultTags)
        }
    }

    struct Tag: Decodable {
        var name: String
        var type: String
        var open: String
        var close: String
    }
}

extension EntityModelError {
    /// The error for what Foundation says about a configuration.
    fileprivate init(decoding error: any Error, file: String) {
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
