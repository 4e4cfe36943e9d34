internal import Entities
internal import Foundation
internal import WordPieces

/// A word that a vocabulary is given.
struct AddedWord: Sendable, Equatable {
    /// Its letters, normalised as the vocabulary's tokenizer does it.
    var text: String
    /// The entries that spelled it before.
    var pieces: [Int32]
    /// How often it was counted.
    var count: Int

    /// Sub-words fewer in the texts that were counted, once it is one entry.
    var saving: Int { count * (pieces.count - 1) }
}

/// How often the words that a vocabulary spells in several pieces occur in some texts.
///
/// A word is what BERT's basic tokenizer makes of a text: parted at white space and punctuation, normalised. Its
/// letters are those of its pieces, put together. A word that the vocabulary cannot spell is one piece already,
/// `[UNK]`; it is not counted.
struct WordCounts {
    private let tokenizer: WordPieceTokenizer
    /// For every entry whether it goes on with a word; every word begins with one that does not.
    private let continues: [Bool]
    private var counts: [[Int32]: Int] = [:]

    /// No words yet.
    init(_ tokenizer: WordPieceTokenizer) {
        self.tokenizer = tokenizer
        continues = tokenizer.vocabulary.entries.map { $0.count > 2 && $0.hasPrefix("##") }
    }

    /// Counts the words of sentences.
    mutating func add(_ sentences: [BIOCorpus.Sentence]) {
        for sentence in sentences { add(SubwordSentence(words: sentence.words, tokenizer: tokenizer).ids) }
    }

    /// Counts the words of a text file, one document a line; gives how many sub-words it has.
    @discardableResult
    mutating func add(file path: String) throws -> Int {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        var pieces: [WordPiece] = []
        var total = 0
        data.withUnsafeBytes { bytes in
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                pieces.removeAll(keepingCapacity: true)
                let text = UnsafeRawBufferPointer(rebasing: line).assumingMemoryBound(to: UInt8.self)
                tokenizer.pieces(of: text.span, into: &pieces)
                add(pieces.map(\.id))
                total += pieces.count
            }
        }
        return total
    }

    /// Counts the words whose pieces these are, one word after the other.
    mutating func add(_ pieces: [Int32]) {
        var start = 0
        for end in pieces.indices.dropFirst() where !continues[Int(pieces[end])] {
            count(pieces[start..<end])
            start = end
        }
        count(pieces[start...])
    }

    private mutating func count(_ word: ArraySlice<Int32>) {
        guard word.count > 1 else { return }
        counts[Array(word), default: 0] += 1
    }

    /// The words that save most sub-words, the best first; of equals the first in the order of their bytes.
    ///
    /// What a word saves is its count times one less than its pieces; words that begin with an added word are spelled
    /// otherwise from then on, which is not reckoned with.
    ///
    /// - Parameters:
    ///   - limit: how many, at most.
    ///   - minimum: how often they have to occur.
    func best(_ limit: Int, minimum: Int) -> [AddedWord] {
        let words = counts.lazy.filter { $0.value >= minimum }
            .map { AddedWord(text: text(of: $0.key), pieces: $0.key, count: $0.value) }
        let sorted = words.sorted { first, second in
            guard first.saving == second.saving else { return first.saving > second.saving }
            return first.text.utf8.lexicographicallyPrecedes(second.text.utf8)
        }
        return Array(sorted.prefix(limit))
    }

    private func text(of pieces: [Int32]) -> String {
        pieces.enumerated().reduce(into: "") { text, piece in
            let entry = tokenizer.vocabulary.entry(piece.element)
            text += piece.offset == 0 ? entry[...] : entry.dropFirst(2)
        }
    }
}
