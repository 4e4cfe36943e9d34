internal import Encoder
internal import Tensors
internal import WordPieces

/// Parses a batch of pieces of sentences: encoder, heads and decoders with the memory of one thread.
final class BatchParser {
    /// Where the time went.
    private(set) var times = ParserTimes()

    private let model: SyntaxModel
    private let states: WordStates
    private let relations = RelationScores()
    private let spans = SpanScores()
    private let packedHeads = PackedMatrix()
    private var arborescence = ArborescenceDecoder()
    private var chart = ConstituencyChart()
    private var tagScores = Matrix(rows: 0, columns: 0)
    private var vectors = Matrix(rows: 0, columns: 0)
    private var arcQueries = Matrix(rows: 0, columns: 0)
    private var arcScores = Matrix(rows: 1, columns: 0)

    init(model: SyntaxModel, tag: SyntaxTag, bound: Int) {
        self.model = model
        states = WordStates(model: model, tag: tag, bound: bound)
    }

    /// The syntax of every piece; each has a word at least.
    func parse(_ pieces: [SubwordSentence]) -> [PieceSyntax] {
        let rows = times.measure(\.encoder) { states.encode(pieces) }
        var first = 1
        let words = pieces.map { piece in
            let range = first..<first + piece.wordCount
            first = range.upperBound + 1
            return range
        }
        let scores = times.measure(\.heads) { applyHeads(to: rows) }
        let heads = words.map { decodeHeads(scores, words: $0) }
        var headRows = Array(repeating: -1, count: rows.rows)
        for (words, heads) in zip(words, heads) {
            for (row, head) in zip(words, heads) where head > 0 { headRows[row] = words.lowerBound - 1 + head }
        }
        let columns = model.heads.columns
        let labels = times.measure(\.heads) {
            relations.best(
                model.heads.relations, dependents: scores.vectors.columns(columns.relationDependent),
                heads: scores.vectors.columns(columns.relationHead), headRows: headRows,
                excluded: model.labels.rootRelation)
        }
        let tables = times.measure(\.heads) {
            spans.tables(
                model.heads.spans, lefts: scores.vectors.columns(columns.spanLeft),
                rights: scores.vectors.columns(columns.spanRight), sentences: words)
        }
        return times.measure(\.decoders) {
            words.indices.map { number in
                let rows = words[number]
                return PieceSyntax(
                    xpos: rows.map { scores.tags[$0].greatest(in: 0..<model.labels.xpos.count) },
                    upos: rows.map { scores.tags[$0].greatest(in: model.labels.xpos.count..<scores.tags.columns) },
                    relations: Array(labels[rows]), heads: heads[number], spans: chart.decode(tables[number]).spans)
            }
        }
    }

    /// What the heads give for all rows of a batch.
    struct Scores {
        /// Those of XPOS, then of UPOS `[rows x (xpos + upos)]`.
        var tags: MatrixView
        /// What is scored in pairs `[rows x columns]`; see `VectorColumns`.
        var vectors: MatrixView
        /// The arcs' queries `[rows x size]`.
        var arcQueries: MatrixView
    }

    private func applyHeads(to rows: MatrixView) -> Scores {
        let heads = model.heads
        if tagScores.rows < rows.rows {
            func room(_ columns: Int) -> Matrix {
                Matrix(rows: rows.rows, columns: columns, stride: (columns + 31) / 16 * 16)
            }
            tagScores = room(heads.tags.outputs)
            vectors = room(heads.columns.count)
            arcQueries = room(heads.columns.arcDependent.count)
        }
        let range = 0..<rows.rows
        let scores = Scores(
            tags: tagScores.rows(range), vectors: vectors.rows(range), arcQueries: arcQueries.rows(range))
        heads.tags.apply(rows, into: scores.tags)
        heads.vectors.apply(rows, into: scores.vectors, activation: .gelu)
        heads.arcs.makeQueries(scores.vectors.columns(heads.columns.arcDependent), into: scores.arcQueries)
        return scores
    }

    private func decodeHeads(_ scores: Scores, words: Range<Int>) -> [Int] {
        let arcs = times.measure(\.heads) { arcScores(scores, words: words) }
        return times.measure(\.decoders) { arborescence.decode(arcs) }
    }

    /// The scores of arcs `[words x (words + 1)]` of the piece whose words are these rows; valid until the next piece.
    private func arcScores(_ scores: Scores, words: Range<Int>) -> MatrixView {
        let width = words.count + 1
        if arcScores.columns < words.count * width { arcScores = Matrix(rows: 1, columns: words.count * width) }
        let arcs = MatrixView(
            pointer: arcScores.pointer, rows: words.count, columns: width, stride: width, owner: arcScores)
        let rows = words.lowerBound - 1..<words.upperBound
        model.heads.arcs.score(
            queries: scores.arcQueries.rows(words),
            heads: scores.vectors.columns(model.heads.columns.arcHead).rows(rows), packed: packedHeads, into: arcs)
        return arcs
    }
}

extension UnsafeMutableBufferPointer<Float> {
    /// Place of the greatest number of a range, counted from its start; of equal ones the first.
    fileprivate func greatest(in range: Range<Int>) -> Int {
        var best = range.lowerBound
        for place in range where self[place] > self[best] { best = place }
        return best - range.lowerBound
    }
}
