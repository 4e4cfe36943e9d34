import Tensors
import TestSupport
import Testing
import WordPieces

@testable import Syntax

@Suite("Scores of the heads, beside those of a plain PyTorch implementation")
struct HeadGoldenTests {
    private let model: SyntaxModel
    private let samples: [TinySyntaxModel.Sample]

    init() throws {
        model = try TinySyntaxModel.load()
        samples = try TinySyntaxModel.samples()
        try #require(samples.count == 10)
    }

    /// The states of a sample's root and words, and what the first product makes of them.
    private func rows(of sample: TinySyntaxModel.Sample) throws -> (states: MatrixView, vectors: Matrix) {
        let piece = SubwordSentence(words: sample.words, tokenizer: model.tokenizer)
        let states = WordStates(model: model, tag: try model.tag(named: sample.tag), bound: 64)
        let rows = states.encode([piece])
        let vectors = Matrix(rows: rows.rows, columns: model.heads.columns.count)
        model.heads.vectors.apply(rows, into: vectors.view, activation: .gelu)
        let copy = Matrix(rows: rows.rows, columns: rows.columns)
        for row in 0..<rows.rows { for column in 0..<rows.columns { copy[row, column] = rows[row, column] } }
        return (copy.view, vectors)
    }

    private func difference(_ view: MatrixView, _ expected: [[Float]]) -> Float {
        var largest: Float = 0
        for (row, numbers) in expected.enumerated() {
            for (column, number) in numbers.enumerated() { largest = max(largest, abs(view[row, column] - number)) }
        }
        return largest
    }

    @Test("the sub-words are the same")
    func subwords() {
        for sample in samples {
            let piece = SubwordSentence(words: sample.words, tokenizer: model.tokenizer)
            #expect(piece.ids == Array(sample.input_ids.dropFirst(2).dropLast(2)))
            #expect(piece.wordLengths == sample.lengths)
        }
    }

    @Test("parts of speech")
    func tags() throws {
        for sample in samples {
            let (states, _) = try rows(of: sample)
            let scores = Matrix(rows: states.rows, columns: model.heads.tags.outputs)
            model.heads.tags.apply(states, into: scores.view)
            let words = scores.rows(1..<states.rows)
            let xpos = model.labels.xpos.count
            #expect(difference(words.columns(0..<xpos), sample.xpos) < 1e-4)
            #expect(difference(words.columns(xpos..<words.columns), sample.upos) < 1e-4)
        }
    }

    @Test("arcs")
    func arcs() throws {
        for sample in samples {
            let (_, vectors) = try rows(of: sample)
            let columns = model.heads.columns, count = sample.words.count
            let queries = Matrix(rows: count + 1, columns: columns.arcDependent.count)
            model.heads.arcs.makeQueries(vectors.view.columns(columns.arcDependent), into: queries.view)
            let scores = Matrix(rows: count, columns: count + 1)
            model.heads.arcs.score(
                queries: queries.rows(1..<count + 1), heads: vectors.view.columns(columns.arcHead),
                packed: PackedMatrix(), into: scores.view)
            #expect(difference(scores.view, sample.arcs) < 1e-4)
        }
    }

    @Test("relations at given heads, and the best of them")
    func relations() throws {
        for sample in samples {
            let (_, vectors) = try rows(of: sample)
            let columns = model.heads.columns
            let dependents = vectors.view.columns(columns.relationDependent)
            let heads = vectors.view.columns(columns.relationHead)
            let relations = RelationScores()
            let headRows = [-1] + sample.heads
            let scores = relations.scores(
                model.heads.relations, dependents: dependents, heads: heads, headRows: headRows)
            #expect(difference(scores.rows(1..<headRows.count), sample.relations) < 1e-4)
            let root = model.labels.rootRelation
            let best = relations.best(
                model.heads.relations, dependents: dependents, heads: heads, headRows: headRows, excluded: root)
            #expect(best[0] == root)
            for (found, scores) in zip(best.dropFirst(), sample.relations) {
                #expect(found != root)
                let greatest = scores.enumerated().filter { $0.offset != root }.map(\.element).max() ?? 0
                #expect(scores[found] > greatest - 1e-4)
            }
        }
    }

    @Test("spans: the best label and its score, or none; all sentences at once give the same")
    func spans() throws {
        let spans = SpanScores()
        for sample in samples {
            let (_, vectors) = try rows(of: sample)
            let columns = model.heads.columns, count = sample.words.count
            let tables = spans.tables(
                model.heads.spans, lefts: vectors.view.columns(columns.spanLeft),
                rights: vectors.view.columns(columns.spanRight), sentences: [1..<count + 1])
            let table = try #require(tables.first)
            var place = 0
            for first in 0..<count {
                for last in first..<count {
                    let (score, label) = (sample.span_scores[place], sample.span_labels[place])
                    place += 1
                    let found = table[first, last]
                    if first == 0 && last == count - 1 {
                        #expect(found.label == label && abs(found.score - score) < 1e-4)
                    } else {
                        #expect(abs(found.score - max(score, 0)) < 1e-4)
                        #expect(abs(score) < 1e-4 || found.label == (score > 0 ? label : SpanTable.empty))
                    }
                }
            }
        }
    }
}
