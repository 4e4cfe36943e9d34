internal import Documents
internal import Entities
internal import WordPieces

/// The sub-words of a document, with the places where it may be cut.
struct EncodedDocument {
    /// Vocabulary numbers of its sub-words, without special tokens.
    private(set) var ids: [Int32] = []
    /// For each sub-word whether a sentence may begin with it.
    private(set) var beginsSentence: [Bool] = []

    /// Splits the words of a labelled sentence as the entity model does.
    init(_ sentence: BIOCorpus.Sentence, tokenizer: WordPieceTokenizer) {
        ids = SubwordSentence(words: sentence.words, tokenizer: tokenizer).ids
        beginsSentence = ids.indices.map { $0 == 0 }
    }

    /// Splits a text.
    ///
    /// A sentence may begin behind a full stop, question mark or exclamation mark and white space, but not with a small
    /// letter. That also finds places behind abbreviations: a cut there does no harm.
    init(_ text: Span<UInt8>, tokenizer: WordPieceTokenizer) {
        var pieces: [WordPiece] = []
        tokenizer.pieces(of: text, into: &pieces)
        ids = pieces.map(\.id)
        let small = UInt8(ascii: "a")...UInt8(ascii: "z")
        var end = 0
        for piece in pieces {
            let isBehindStop = end > 0 && piece.span.start > end && ".?!".utf8.contains(text[end - 1])
            beginsSentence.append(end == 0 || isBehindStop && !small.contains(text[piece.span.start]))
            end = piece.span.end
        }
    }

    /// A number that equal documents share, whatever file they are in.
    func fingerprint(seed: UInt64) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for id in ids { hash = (hash ^ UInt64(UInt32(bitPattern: id))) &* 0x100_0000_01B3 }
        var random = RandomStream(seed: seed, purpose: .heldOut, number: hash)
        return random.next()
    }

    /// Parts of at most `room` sub-words that follow each other: nothing is left out.
    ///
    /// A part ends before the last sentence that begins in its second half; where there is none before its last word, or,
    /// when a word is longer than a part, within the word.
    ///
    /// - Parameter continues: whether an entry of the vocabulary goes on with a word.
    func parts(room: Int, continues: (Int32) -> Bool) -> [ArraySlice<Int32>] {
        precondition(room > 0, "a part has room for a sub-word")
        var parts: [ArraySlice<Int32>] = []
        var start = 0
        while start < ids.count {
            var end = ids.count
            if end - start > room {
                let limit = start + room
                let places = (start + 1...limit).reversed()
                end =
                    places.prefix { 2 * ($0 - start) > room }.first { beginsSentence[$0] }
                    ?? places.first { !continues(ids[$0]) } ?? limit
            }
            parts.append(ids[start..<end])
            start = end
        }
        return parts
    }
}
