internal import Documents
internal import Foundation
internal import Scoring

/// What a model's `config.json` says beyond its encoder: the tokenizer's case, the tags, the labels and the features.
struct EntityModelConfiguration: Equatable {
    /// A tag before its tokens were looked up.
    struct Tag: Equatable {
        var name: String
        var type: EntityType
        /// The outer pair and the inner one, as far as the model has them.
        var open: String?
        var close: String?
        var innerOpen: String?
        var innerClose: String?
    }

    /// What tags name; the type's is the inner one of both.
    private enum Naming: String, CaseIterable {
        case none, corpus, type, both
    }

    /// What labels are read by.
    enum Decoder: String {
        case softmax, crf
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
    /// The layer at which the tags join.
    var tagLayer: Int
    /// What labels are read by.
    var decoder: Decoder
    /// The labels in the order of the classifier's rows.
    var labels: [BIOLabel]
    /// Names of the tags used when none are asked for, all known and no two of one name; nil when the model leaves it.
    var defaultTags: [String]?
    /// The syntax that the model reads; nil in a model that reads none.
    var features: Features?

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
        guard let decoder = Decoder(rawValue: raw.syntag.decoder ?? "softmax") else {
            throw failure(.unsupported("the decoder \(raw.syntag.decoder ?? "")"), "syntag.decoder")
        }
        self.decoder = decoder
        tagLayer = raw.syntag.tagLayer ?? 0
        let closes = raw.syntag.tagClosing ?? true
        guard let naming = Naming(rawValue: raw.syntag.tagNaming ?? "corpus") else {
            let names = Naming.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure(
                .value(found: "\"\(raw.syntag.tagNaming ?? "")\"", expected: "one of \(names)"), "syntag.tag_naming")
        }
        if let raw = raw.syntag.features { features = try Self.features(raw, file: file) }

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
            func token(_ text: String?, isNeeded: Bool, _ key: String) throws(EntityModelError) -> String? {
                let path = "syntag.tags[\(position)].\(key)"
                guard (text ?? "").isEmpty == isNeeded else { return isNeeded ? text : nil }
                guard let text else { throw failure(.missingKey, path) }
                let expected = "\(isNeeded ? "a token" : "empty"), as tag_naming and tag_closing have it"
                throw failure(.value(found: "\"\(text)\"", expected: expected), path)
            }
            tags.append(
                Tag(
                    name: tag.name, type: type, open: try token(tag.open, isNeeded: naming != .none, "open"),
                    close: try token(tag.close, isNeeded: naming != .none && closes, "close"),
                    innerOpen: try token(tag.inner_open, isNeeded: naming == .both, "inner_open"),
                    innerClose: try token(tag.inner_close, isNeeded: naming == .both && closes, "inner_close")))
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
