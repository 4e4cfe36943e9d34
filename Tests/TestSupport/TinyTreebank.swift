/// Sentences of a small made-up grammar with their dependencies and constituents, in a treebank's two files.
///
/// A sentence is "the human cell binding protein in mice ." and its like: who follows the words knows the trees. The
/// two styles share all words: `plain` has S around a sentence and `case` on a preposition, the other TITLE+S and
/// `mark`. Only the tag tells which is asked for.
public struct TinyTreebank {
    /// The text of the CoNLL-U file.
    public private(set) var conllu = ""
    /// The text of the file of trees.
    public private(set) var trees = ""

    private struct Word {
        var form: String, upos: String, xpos: String, head: Int, relation: String
    }

    private var words: [Word] = []
    private let isPlain: Bool
    private var random: SeededGenerator

    /// Makes as many sentences.
    public init(sentences: Int, isPlain: Bool, seed: UInt64) {
        self.isPlain = isPlain
        random = SeededGenerator(seed: seed)
        for _ in 0..<sentences { addSentence() }
    }

    private mutating func addSentence() {
        words = []
        let subject = phrase(relation: "nsubj")
        let verb = add(["express", "binding"], "VERB", "VBZ")
        let object = phrase(relation: "obj")
        let end = add(["."], "PUNCT", ".")
        for word in [subject.head, object.head, end.number] { words[word - 1].head = verb.number }
        words[verb.number - 1].relation = "root"
        words[end.number - 1].relation = "punct"
        let sentence = "(S \(subject.tree) (VP \(verb.tree) \(object.tree)) \(end.tree))"
        trees += "(S1 \(isPlain ? sentence : "(TITLE \(sentence))"))\n"
        for (number, word) in words.enumerated() {
            let columns = [
                "\(number + 1)", word.form, "_", word.upos, word.xpos, "_", "\(word.head)", word.relation, "_", "_",
            ]
            conllu += columns.joined(separator: "\t") + "\n"
        }
        conllu += "\n"
    }

    /// A noun with what belongs to it, perhaps with another behind a preposition.
    private mutating func phrase(relation: String) -> (head: Int, tree: String) {
        var parts: [(number: Int, tree: String, relation: String)] = []
        if Bool.random(using: &random) {
            let word = add(["the"], "DET", "DT")
            parts.append((word.number, word.tree, "det"))
        }
        while Int.random(in: 0..<3, using: &random) == 0 {
            let word = add(["human", "alpha"], "ADJ", "JJ")
            parts.append((word.number, word.tree, "amod"))
        }
        let noun = add(["gene", "cell", "mice", "protein"], "NOUN", "NN")
        for part in parts {
            words[part.number - 1].head = noun.number
            words[part.number - 1].relation = part.relation
        }
        words[noun.number - 1].relation = relation
        let tree = "(NP " + (parts.map(\.tree) + [noun.tree]).joined(separator: " ") + ")"
        guard Int.random(in: 0..<3, using: &random) == 0 else { return (noun.number, tree) }
        let preposition = add(["of", "in"], "ADP", "IN")
        let other = phrase(relation: "nmod")
        words[preposition.number - 1].head = other.head
        words[preposition.number - 1].relation = isPlain ? "case" : "mark"
        words[other.head - 1].head = noun.number
        return (noun.number, "(NP \(tree) (PP \(preposition.tree) \(other.tree)))")
    }

    private mutating func add(_ forms: [String], _ upos: String, _ xpos: String) -> (number: Int, tree: String) {
        let form = forms.randomElement(using: &random) ?? forms[0]
        words.append(Word(form: form, upos: upos, xpos: xpos, head: 0, relation: "dep"))
        return (words.count, "(\(xpos) \(form))")
    }
}
