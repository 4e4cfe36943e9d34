/// A sentence of a treebank: one block of CoNLL-U.
public struct TreebankSentence: Sendable, Equatable {
    /// A line that is no word: the range of a multiword token ("3-4") or an empty node ("8.1").
    ///
    /// Neither is part of the tree; they are kept as they are so that they can be written back.
    public struct OtherLine: Sendable, Equatable {
        /// Number of words before the line.
        public var position: Int
        /// The line, all ten columns.
        public var text: String

        /// Makes a line behind the first `position` words.
        public init(position: Int, text: String) {
            self.position = position
            self.text = text
        }
    }

    /// The comment lines, each without its "#", otherwise as in the file (" sent_id = 7").
    public var comments: [String]
    /// The words in order, at least one in a sentence that was read.
    public var words: [TreebankWord]
    /// The lines that are no words, in order.
    public var otherLines: [OtherLine]

    /// Makes a sentence.
    public init(words: [TreebankWord], comments: [String] = [], otherLines: [OtherLine] = []) {
        self.words = words
        self.comments = comments
        self.otherLines = otherLines
    }

    /// The `# sent_id`, or nil.
    public var identifier: String? {
        get { value(of: "sent_id") }
        set { set("sent_id", to: newValue) }
    }

    /// The `# text`, or nil.
    public var text: String? {
        get { value(of: "text") }
        set { set("text", to: newValue) }
    }

    /// Whether a `# newpar` says that a paragraph begins here.
    public var startsParagraph: Bool { has("newpar") }

    /// Whether a `# newdoc` says that a document begins here.
    public var startsDocument: Bool { has("newdoc") }

    /// The identifier in `# newdoc id = ...`, or nil.
    public var documentIdentifier: String? { value(of: "newdoc id") }

    /// The value of the first comment "# name = value", or nil.
    public func value(of name: String) -> String? {
        for comment in comments {
            let (key, value) = Self.parts(of: comment)
            if key == name, let value { return String(value) }
        }
        return nil
    }

    /// Sets the value of a comment "# name = value", in place or behind the other comments; nil removes it.
    public mutating func set(_ name: String, to value: String?) {
        let place = comments.firstIndex { Self.parts(of: $0).key == name }
        switch (place, value) {
        case (let place?, let value?): comments[place] = " \(name) = \(value)"
        case (let place?, nil): comments.remove(at: place)
        case (nil, let value?): comments.append(" \(name) = \(value)")
        case (nil, nil): break
        }
    }

    /// Whether there is a comment "# name", with or without an identifier.
    private func has(_ name: String) -> Bool {
        comments.contains { comment in
            let key = Self.parts(of: comment).key
            return key == name || key == "\(name) id"
        }
    }

    /// The name and the value of a comment "# name = value"; only one space on either side of the sign is no part of
    /// them, since a text may begin with white space.
    private static func parts(of comment: String) -> (key: Substring, value: Substring?) {
        let body = comment.drop { $0 == " " }
        guard let sign = body.firstIndex(of: "=") else { return (trimmed(body), nil) }
        var value = body[body.index(after: sign)...]
        if value.first == " " { value.removeFirst() }
        return (trimmed(body[..<sign]), value)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
