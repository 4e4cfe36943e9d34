// All words that this room says to people.

import Files

extension TreebankError: CustomStringConvertible {
    /// Place, problem and remedy on one line.
    public var description: String {
        if case .file(let error) = kind { return error.description }
        let place = file.map { "\($0)\(line.map { ":\($0)" } ?? ""): " } ?? ""
        return "\(place)\(problem); \(remedy)"
    }

    private var problem: String {
        switch kind {
        case .file(let error): error.summary
        case .invalidUTF8: "the line is not UTF-8"
        case .empty: "the file holds no sentence"
        case .emptyText: "the file holds no sentence"
        case .notRunningText: "the lines have the ten columns of CoNLL-U, where sentences of a text are due"
        case .unnamedDocument: "the document has no `# newdoc id`, which would name its text"
        case .columns(let count): "the line has \(count) column\(count == 1 ? "" : "s") instead of 10"
        case .emptyColumn(let name): "the column \(name) is empty"
        case .wordNumber(let found, let expected): "the line is numbered \"\(found)\" where \(expected) is due"
        case .range(let end, let words): "a multiword token ends at word \(end), the sentence at word \(words)"
        case .head(let text): "the head \"\(text)\" is no number"
        case .headOutOfRange(let head, let words): "the head \(head) is not among the \(words) words of the sentence"
        case .cycle(let word): "the heads from word \(word) on go in a circle"
        case .roots(let count): "the sentence has \(count) roots instead of one"
        case .commentAmongWords: "a comment stands between the words of a sentence"
        case .noWords: "there are comments without words"
        case .unclosedBrackets(let count): "the tree that begins here leaves brackets open: \(count)"
        case .strayBracket: "a bracket is closed that is not open"
        case .strayText(let text): "\"\(text)\" stands outside all brackets"
        case .emptyBrackets(let label): "the brackets \"(\(label))\" hold nothing"
        case .bareWord(let word, let label): "\"\(word)\" in (\(label) ...) stands beside something else"
        case .tooDeep(let limit): "the brackets are nested deeper than \(limit)"
        case .onlyTraces: "the tree holds nothing but traces"
        case .counts(let sentences, let trees): "there are \(sentences) sentences and \(trees) trees"
        case .words(let sentence, let tree, let word):
            "word \(word) is \"\(sentence)\" in the sentence and \"\(tree)\" in the tree"
        case .wordCounts(let sentence, let tree): "the sentence has \(sentence) words and its tree \(tree)"
        case .unwritable(let value, let field): "the \(field) \"\(value)\" cannot be written in this format"
        case .constituents(let reason): "the constituents are no tree: \(reason)"
        case .noText: "the sentence has no \"# text\""
        case .misaligned(let word, let text): "the word \"\(word)\" does not follow in the text, which has \"\(text)\""
        case .uncovered(let text): "no sentence covers the text from \"\(text)\" on"
        case .lines(let text, let sentences): "the text has \(text) lines and the document \(sentences) sentences"
        case .identifiers(let count, let sentences): "\(count) lines name the documents of \(sentences) sentences"
        }
    }

    /// What the person who named the file can do.
    public var remedy: String {
        switch kind {
        case .file(let error): error.remedy
        case .invalidUTF8: "convert the file to UTF-8"
        case .empty: "give a file with CoNLL-U sentences or bracketed trees"
        case .emptyText: "give a text with one sentence a line, or CoNLL-U under a name that ends with .conllu"
        case .notRunningText: "give CoNLL-U a name that ends with .conllu"
        case .unnamedDocument: "add `# newdoc id = NAME`, where NAME.txt is the text, or give no folder of texts"
        case .columns: "separate ten columns by tabs and the sentences by empty lines"
        case .emptyColumn: "write \"_\" where there is no value"
        case .wordNumber: "number the words of a sentence from 1, and put an empty line before the next"
        case .range: "correct the range, or add the words"
        case .head: "write 0 for the root, the number of a word, or \"_\" where the head is not known"
        case .headOutOfRange: "write 0 for the root or the number of a word of the sentence"
        case .cycle: "correct one of the heads, so that all lead to the root"
        case .roots: "leave one word with the head 0 and attach the others to it"
        case .commentAmongWords: "move it before the first word, or put an empty line before it"
        case .noWords: "remove the empty line behind the comments, or the comments"
        case .unclosedBrackets: "close them, and look for a bracket in a word: it is written -LRB-"
        case .strayBracket: "remove it, and look for a bracket in a word: it is written -RRB-"
        case .strayText: "put it into brackets, or remove it"
        case .emptyBrackets: "put a word or constituents in, or remove the brackets"
        case .bareWord: "give every word brackets of its own with its part of speech"
        case .tooDeep: "check that the brackets are closed"
        case .onlyTraces: "remove the tree and its sentence"
        case .counts: "give the CoNLL-U and the trees of the same sentences"
        case .words, .wordCounts: "give the CoNLL-U and the trees of the same sentences in the same order"
        case .unwritable: "remove its white space and brackets"
        case .constituents: "give nested constituents in pre-order, the first of which covers the sentence"
        case .noText: "use a CoNLL-U file with \"# text\" comments, or give the folder of the texts"
        case .misaligned: "check that the text belongs to this treebank, and that its sentences are in text order"
        case .uncovered: "check that the text belongs to this treebank and that no sentence is missing"
        case .lines: "give the text with one sentence a line"
        case .identifiers: "give one document identifier a line, one line a sentence"
        }
    }
}
