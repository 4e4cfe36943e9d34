import Documents
import Treebanks

/// Prints the sentences of documents in one of the formats of `syntag parse`.
struct SyntaxPrinter {
    /// Columns of a drawing that does not go to a terminal.
    static let standardWidth = 100

    private let format: ParseCommand.Format
    private let inColour: Bool
    private let width: Int
    /// Sentences printed so far.
    private var count = 0

    /// Makes a printer; `width` is that of drawings, in columns.
    init(format: ParseCommand.Format, inColour: Bool, width: Int) {
        self.format = format
        self.inColour = inColour
        self.width = width
    }

    /// Prints every sentence of a document.
    mutating func print(_ document: Document) throws {
        for (number, sentence) in document.sentences.enumerated() where !sentence.tokens.isEmpty {
            count += 1
            let words = SentenceWords(sentence, of: document)
            switch format {
            case .conllu:
                var block = words.treebankSentence
                if number == 0 { block.comments.append(" newpar") }
                block.identifier = String(count)
                block.text = words.text
                if !sentence.pieces.isEmpty {
                    block.set("pieces", to: sentence.pieces.map { String($0 + 1) }.joined(separator: " "))
                }
                // The writer ends a block with an empty line, and the console every result with a line end.
                Console.result(String(try CoNLLUWriter.text(of: [block]).dropLast()))
            case .brackets:
                Console.result(try BracketWriter.line(words.tree(root: "S1")))
            case .tree:
                let drawing = SentenceDrawing(words, width: width, inColour: inColour)
                for line in drawing.lines { Console.result(line) }
                Console.result("")
            case .json:
                Console.result(try words.json())
            }
        }
    }
}
