public import Files

/// Why a treebank was refused, where, and what to do about it.
public struct TreebankError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Kind: Sendable, Equatable {
        /// The file system refused.
        case file(FileError)
        /// A line is not UTF-8.
        case invalidUTF8
        /// The file holds no sentence, or no tree.
        case empty

        /// A text with one sentence a line holds none.
        case emptyText
        /// What should be a text with one sentence a line is CoNLL-U.
        case notRunningText
        /// A document has no `# newdoc id`, by which its text would be found.
        case unnamedDocument

        /// A CoNLL-U line has this many columns instead of ten.
        case columns(Int)
        /// A CoNLL-U column, by its name, is empty; one without a value is written "_".
        case emptyColumn(String)
        /// The first column is neither the number that is due nor a range or an empty node that may stand here.
        case wordNumber(String, expected: Int)
        /// A multiword token ends at a word that the sentence does not have.
        case range(end: Int, words: Int)
        /// A head is no number.
        case head(String)
        /// A head is no word of the sentence.
        case headOutOfRange(Int, words: Int)
        /// Following the heads from this word never ends at the root.
        case cycle(word: Int)
        /// The sentence has this many roots instead of one.
        case roots(Int)
        /// A comment stands between the words of a sentence.
        case commentAmongWords
        /// Comments without words.
        case noWords

        /// A tree ends with this many brackets open.
        case unclosedBrackets(Int)
        /// A closing bracket where none is open.
        case strayBracket
        /// Text outside all brackets.
        case strayText(String)
        /// Brackets with nothing in them but, perhaps, a label.
        case emptyBrackets(String)
        /// A constituent that holds a bare word, or a tag with more than one word.
        case bareWord(String, label: String)
        /// Brackets nested deeper than this limit.
        case tooDeep(Int)
        /// Nothing is left of a tree without its traces.
        case onlyTraces

        /// Another number of sentences than of trees.
        case counts(sentences: Int, trees: Int)
        /// A word of a sentence is not that of its tree.
        case words(sentence: String, tree: String, word: Int)
        /// A sentence has another number of words than its tree.
        case wordCounts(sentence: Int, tree: Int)
        /// A field, by its name, holds a character that the format cannot express.
        case unwritable(String, field: String)
        /// The constituents are no tree over the words, for this reason.
        case constituents(String)

        /// A sentence has no `# text`, and no other text is given.
        case noText
        /// A word does not follow in the text; what the text has there.
        case misaligned(word: String, text: String)
        /// Text that no sentence covers.
        case uncovered(String)
        /// A text with one sentence a line has another number of lines than its document has sentences.
        case lines(text: Int, sentences: Int)
        /// A list of documents names another number of sentences than the treebank has.
        case identifiers(Int, sentences: Int)
    }

    /// What is wrong.
    public var kind: Kind
    /// The file as it was named by the caller; nil for what comes from memory.
    public var file: String?
    /// Number of the line, from 1; nil when the error is that of the whole file.
    public var line: Int?

    /// Makes an error about a file, one of its lines, or a value in memory.
    public init(_ kind: Kind, file: String? = nil, line: Int? = nil) {
        self.kind = kind
        self.file = file
        self.line = line
    }

    /// Another error at the same place.
    func with(_ kind: Kind) -> TreebankError { TreebankError(kind, file: file, line: line) }
}
