import Documents

/// BERT's tokenizer: splits text at white space and punctuation, normalises the words and spells each with the longest
/// entries of a vocabulary (Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1; the greedy
/// reading is that of Devlin et al. 2019).
public struct WordPieceTokenizer: Sendable {
    /// The entries that words are spelled with.
    public let vocabulary: Vocabulary
    private let rules: ScalarRules

    /// Makes a tokenizer.
    ///
    /// - Parameters:
    ///   - vocabulary: the entries.
    ///   - lowercase: whether words are lower-cased, as for "uncased" models.
    ///   - stripAccents: whether accents are stripped; where nil, only when words are lower-cased.
    public init(vocabulary: Vocabulary, lowercase: Bool, stripAccents: Bool? = nil) {
        self.vocabulary = vocabulary
        rules = ScalarRules(lowercase: lowercase, stripAccents: stripAccents ?? lowercase)
    }

    /// Appends the pieces of a text, without `[CLS]` and `[SEP]`; spans count from the first of the given bytes.
    ///
    /// The text should begin and end between words: "tau" gives other pieces than "ta" and "u".
    public func pieces(of text: Span<UInt8>, into pieces: inout [WordPiece]) {
        text.withUnsafeBufferPointer { bytes in
            var word = WordBuffer()
            var offset = 0
            while offset < bytes.count {
                let byte = bytes[offset]
                guard byte < 0x80 else {
                    offset = read(bytes, at: offset, word: &word, pieces: &pieces)
                    continue
                }
                switch rules.ascii[Int(byte)] {
                case ScalarRules.Outcome.dropped:
                    break
                case ScalarRules.Outcome.space:
                    finish(&word, pieces: &pieces)
                case ScalarRules.Outcome.alone:
                    finish(&word, pieces: &pieces)
                    word.append(byte, from: offset)
                    finish(&word, pieces: &pieces)
                case let letter:
                    word.append(letter, from: offset)
                }
                offset += 1
            }
            finish(&word, pieces: &pieces)
        }
    }
}

extension WordPieceTokenizer {
    /// Reads a character that is not ASCII; returns the offset after it.
    private func read(
        _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, word: inout WordBuffer, pieces: inout [WordPiece]
    ) -> Int {
        guard let (scalar, length) = UTF8Reader.scalar(in: bytes, at: offset) else { return offset + 1 }
        let source = TextSpan(offset, offset + length)
        let rule = rules.rule(scalar)
        switch rule {
        case .dropped:
            break
        case .space:
            finish(&word, pieces: &pieces)
        case .letter:
            word.append(scalar, from: source)
        case .alone:
            finish(&word, pieces: &pieces)
            word.append(scalar, from: source)
            finish(&word, pieces: &pieces)
        case .replaced(let range, let alone):
            if alone { finish(&word, pieces: &pieces) }
            for replacement in rules.replacements[range] { word.append(replacement, from: source) }
            if alone { finish(&word, pieces: &pieces) }
        }
        return source.end
    }

    /// Spells the word that has been read, if any, and forgets it.
    @inline(__always)
    private func finish(_ word: inout WordBuffer, pieces: inout [WordPiece]) {
        if word.isEmpty { return }
        let first = pieces.count
        if word.isOverlong || !spell(&word, into: &pieces) {
            pieces.removeSubrange(first...)
            pieces.append(WordPiece(id: vocabulary.unknown, span: TextSpan(word.start, word.end)))
        }
        word.clear()
    }

    /// Appends the longest entry that the word begins with, then the longest that goes on from there, to its end.
    ///
    /// Returns false when no entry fits somewhere: the pieces so far are to be taken back.
    private func spell(_ word: inout WordBuffer, into pieces: inout [WordPiece]) -> Bool {
        var start = 0
        while start < word.count {
            guard let (id, end) = longestEntry(&word, from: start) else { return false }
            pieces.append(WordPiece(id: id, span: word.source(start..<end)))
            start = end
        }
        return true
    }

    /// The longest entry that the letters from `start` on begin with, and where it ends.
    ///
    /// The hashes of all prefixes are made in one pass, then looked up from the longest to the shortest. An entry is
    /// valid UTF-8, so one that matches ends on a scalar boundary.
    @inline(__always)
    private func longestEntry(_ word: inout WordBuffer, from start: Int) -> (id: Int32, end: Int)? {
        let last = min(word.count, start + vocabulary.longestEntry)
        var hash = start == 0 ? EntryHash() : EntryHash.continuing
        for place in start..<last {
            hash = hash.adding(word.letters[place])
            word.hashes[place] = hash.value
        }
        return word.letters.span.withUnsafeBufferPointer { letters in
            for stop in stride(from: last, to: start, by: -1) {
                let candidate = UnsafeBufferPointer(rebasing: letters[start..<stop])
                if let id = vocabulary.id(hash: word.hashes[stop - 1], letters: candidate, continuing: start > 0) {
                    return (id, stop)
                }
            }
            return nil
        }
    }
}
