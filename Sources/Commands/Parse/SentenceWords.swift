import Documents
import Foundation
import Treebanks

/// A parsed sentence with the characters of its tokens.
struct SentenceWords {
    /// The sentence; it has tokens and its syntax was found.
    let sentence: Sentence
    /// The sentence's text, line breaks as spaces.
    let text: String
    /// The tokens' texts.
    let forms: [String]
    /// For each token whether white space, or the end of the text, follows it.
    let spaceAfter: [Bool]

    init(_ sentence: Sentence, of document: Document) {
        self.sentence = sentence
        text = String(document.substring(sentence.span).map { $0.isNewline ? " " : $0 })
        forms = sentence.tokens.map { String(document.substring($0.span)) }
        let bytes = document.text.utf8.span
        spaceAfter = sentence.tokens.map { token in
            token.span.end >= bytes.count || bytes[token.span.end] <= UInt8(ascii: " ")
        }
    }

    /// Parts of speech, heads and relations; "_" and the root where none were found.
    var xpos: [String] { sentence.tokens.map { $0.xpos ?? "_" } }
    var upos: [String] { sentence.tokens.map { $0.upos ?? "_" } }
    var heads: [Int] { sentence.dependencies?.heads ?? forms.map { _ in 0 } }
    var relations: [String] { sentence.dependencies?.relations ?? forms.map { _ in "_" } }

    /// The sentence as a block of CoNLL-U, without comments.
    var treebankSentence: TreebankSentence {
        let (xpos, upos, heads, relations) = (xpos, upos, heads, relations)
        let words = forms.indices.map { token in
            var word = TreebankWord(
                form: forms[token], upos: upos[token], xpos: xpos[token], head: heads[token],
                relation: relations[token])
            word.spaceAfter = spaceAfter[token]
            return word
        }
        return TreebankSentence(words: words)
    }

    /// The constituents with the words among them.
    func tree(root: String?) throws(TreebankError) -> BracketTree {
        let constituents = sentence.constituents ?? ConstituencyTree(constituents: [])
        return try BracketTree(constituents, words: forms, tags: xpos, root: root)
    }

    /// The sentence as one line of JSON.
    func json() throws -> String {
        struct Line: Encodable {
            var text: String
            var tokens: [String], pos: [String], upos: [String]
            var head: [Int]
            var deprel: [String]
            var tree: String
            var pieces: [Int]?
        }
        let line = Line(
            text: text, tokens: forms, pos: xpos, upos: upos, head: heads, deprel: relations,
            tree: try BracketWriter.line(tree(root: "S1")), pieces: sentence.pieces.isEmpty ? nil : sentence.pieces)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(line), as: UTF8.self)
    }
}
