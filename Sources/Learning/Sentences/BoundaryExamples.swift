internal import Documents
internal import Sentences
internal import Treebanks

/// Candidates with their features and what is right for them, one behind the other.
struct BoundaryExamples {
    /// The hashes of the features of all candidates.
    private(set) var features: [UInt32] = []
    /// Where the features of a candidate begin; one more for the end.
    private(set) var starts: [Int] = [0]
    /// Whether there is a boundary.
    private(set) var labels: [Bool] = []
    /// The style of the candidate's corpus, by its number.
    private(set) var styles: [Int] = []

    /// Number of candidates.
    var count: Int { labels.count }

    /// Appends a candidate.
    mutating func append(_ features: UnsafeBufferPointer<UInt32>, label: Bool, style: Int) {
        self.features.append(contentsOf: features)
        starts.append(self.features.count)
        labels.append(label)
        styles.append(style)
    }

    /// Appends the places of texts where a sentence may end.
    mutating func appendSentences(of texts: BoundaryTexts) {
        for text in texts.texts {
            let gold = Set(text.document.sentences.map(\.span.start))
            for paragraph in text.document.paragraphs {
                BoundaryCandidates.sentenceStarts(in: text.bytes.span, passage: paragraph) { next, features in
                    let isStart = gold.contains(next)
                    append(features, label: isStart, style: 0)
                    return isStart
                }
            }
        }
    }

    /// Appends the places of texts where a token may begin, in gold sentences whose tokens are known.
    mutating func appendTokens(of texts: BoundaryTexts, style: Int) {
        for text in texts.texts {
            for sentence in text.document.sentences where !sentence.tokens.isEmpty {
                var tokens = sentence.tokens[...]
                BoundaryCandidates.tokenStarts(in: text.bytes.span, sentence: sentence.span) { offset, features in
                    while tokens.count > 1, let next = tokens.dropFirst().first, next.start <= offset {
                        tokens.removeFirst()
                    }
                    guard let token = tokens.first else { return true }
                    // A few quotation marks belong to no token of their treebank: nothing can be learnt from them.
                    guard offset < token.end else { return true }
                    let isStart = offset == token.start
                    append(features, label: isStart, style: style)
                    return isStart
                }
            }
        }
    }
}
