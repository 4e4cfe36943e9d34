internal import Foundation

/// What a syntax model's `config.json` says beyond its encoder: the tokenizer's case, the tags, labels and sizes.
struct SyntaxModelConfiguration: Equatable {
    /// A tag before its tokens were looked up.
    struct Tag: Equatable {
        var name: String
        var open: String
        var close: String
    }

    /// Which of a word's sub-words make its state.
    enum Word: String, CaseIterable {
        /// The mean of all.
        case mean
        /// The first.
        case first
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
    /// Name of the tag used when none is asked for.
    var defaultTag: String
    /// Which sub-words make a word's state.
    var word: Word
    /// What the model can say.
    var labels: SyntaxLabels
    /// Numbers in the vectors that arcs, relations and spans are scored from.
    var sizes: HeadSizes

    /// Reads and checks a configuration; `file` is the name that errors give.
    init(bytes: Data, file: String) throws(SyntaxModelError) {
        let root = try JSONObject(bytes: bytes, file: file)
        vocabularySize = try root.count("vocab_size")
        lowercase = try root.flag("do_lower_case")
        stripAccents = try root.optionalFlag("strip_accents")

        let section = try root.object("syntag")
        let task = try section.text("task")
        guard task == "syntax" else { throw section.failure(.task(task), "task") }
        name = try section.optionalText("name")
        let tags = try Self.tags(of: section)
        let asked = try section.optionalText("default_tag") ?? tags[0].name
        guard tags.contains(where: { $0.name == asked }) else {
            throw section.failure(.unknownTag(asked, known: tags.map(\.name)), "default_tag")
        }
        self.tags = tags
        defaultTag = asked
        let word = try section.optionalText("word") ?? Word.mean.rawValue
        guard let known = Word(rawValue: word) else {
            throw section.failure(.value(found: "\"\(word)\"", expected: "\"mean\" or \"first\""), "word")
        }
        self.word = known
        labels = try Self.labels(of: section)
        sizes = HeadSizes(
            arc: try section.count("arc_size"), relation: try section.count("relation_size"),
            span: try section.count("span_size"))
    }

    private static func tags(of section: JSONObject) throws(SyntaxModelError) -> [Tag] {
        var tags: [Tag] = []
        for tag in try section.objects("tags") {
            let name = try tag.text("name")
            guard !tags.contains(where: { $0.name == name }) else {
                throw tag.failure(.value(found: "\"\(name)\"", expected: "a name of its own"), "name")
            }
            tags.append(Tag(name: name, open: try tag.text("open"), close: try tag.text("close")))
        }
        guard !tags.isEmpty else {
            throw section.failure(.value(found: "an empty list", expected: "a list of tags"), "tags")
        }
        return tags
    }

    private static func labels(of section: JSONObject) throws(SyntaxModelError) -> SyntaxLabels {
        let relations = try section.labels("relations")
        guard relations.contains(SyntaxLabels.root), relations.count > 1 else {
            throw section.failure(
                .value(found: "the list", expected: "one with \"root\" and another relation"), "relations")
        }
        let constituents = try section.labels("constituents")
        for (place, label) in constituents.enumerated() where !isChain(label) {
            let expected = "labels of printable ASCII without brackets, quotes and backslashes, joined by +"
            throw section.failure(.value(found: "\"\(label)\"", expected: expected), "constituents[\(place)]")
        }
        return SyntaxLabels(
            xpos: try section.labels("xpos"), upos: try section.labels("upos"), relations: relations,
            constituents: constituents)
    }

    /// Whether a text is labels, joined by `+`, that a record's brackets can hold.
    private static func isChain(_ text: String) -> Bool {
        let forbidden = Array("()\"\\".utf8)
        return text.utf8.split(separator: UInt8(ascii: "+"), omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.allSatisfy { 0x21...0x7E ~= $0 && !forbidden.contains($0) }
        }
    }
}
