import Documents
import Encoder
import Entities
import Records
import WordPieces

/// What the encoder had to do for the records of a file: every English sentence once under each tag.
struct EncodedWork {
    /// Sentences that were tagged.
    var sentences = 0
    /// Sub-words that went through the encoder, `[CLS]`, tags and `[SEP]` included.
    var subwords = 0
    /// Floating-point operations of the encoder for them.
    var operations = 0.0

    /// Counts the work behind a record file. Sentences that occur twice in a window are counted twice.
    init(records path: String, model: EntityModel) throws {
        let tokenizer = model.tokenizer
        let reader = try RecordFileReader(path: path)
        var pieces: [WordPiece] = []
        while let document = try reader.next()?.document {
            let text = Array(document.text.utf8)
            let foreign = document.passages.filter { $0.language != nil || $0.kind == .vernacularTitle }
            for sentence in document.sentences where !foreign.contains(where: { $0.span.contains(sentence.span) }) {
                pieces.removeAll(keepingCapacity: true)
                for token in sentence.tokens { tokenizer.pieces(of: text[token.span.range].span, into: &pieces) }
                let length = min(pieces.count + 4, model.encoderConfiguration.maximumPositions)
                let tags = model.defaultTags.count
                sentences += 1
                subwords += tags * length
                operations += Double(tags * length * model.encoderConfiguration.operations(perTokenOf: length))
            }
        }
    }
}
