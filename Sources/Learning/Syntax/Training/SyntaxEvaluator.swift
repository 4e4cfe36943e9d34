internal import Documents
internal import Scoring
internal import Syntax

/// Scores of a syntax model under training on the devel splits, on gold tokens.
struct SyntaxEvaluator {
    /// What is measured of each corpus.
    static let measures = ["XPOS", "UPOS", "UAS", "LAS", "brackets"]

    let devel: [SyntaxData.Devel]
    let inventory: SyntaxInventory
    let threads: Int

    /// Scores a model; nil when it was stopped on the way. A corpus' score is the mean of LAS and bracket F1.
    func score(
        _ model: TrainableSyntaxModel, step: Int, progress: @Sendable (Double) -> Void = { _ in },
        isStopped: @Sendable () -> Bool = { false }
    ) -> DevelScores? {
        let items = devel.flatMap { $0.sequences.map(\.sequence) }
        let predictions = ParallelPrediction.run(
            model, items, threads: threads, progress: progress, isStopped: isStopped)
        guard let predictions else { return nil }
        var scores = DevelScores(step: step, values: [], measures: [])
        var first = 0
        for part in devel {
            let score = score(part, predictions[first..<first + part.sequences.count])
            first += part.sequences.count
            let attachment = score.attachment
            let row = [
                score.xpos.percentage, score.upos.percentage, attachment.unlabelled.percentage,
                attachment.labelled.percentage, score.brackets.f1,
            ]
            scores.measures?.append(row)
            scores.values.append((row[3] + row[4]) / 2)
        }
        return scores
    }

    private func score(_ part: SyntaxData.Devel, _ predictions: ArraySlice<SyntaxPrediction>) -> SyntaxScore {
        // A sentence that does not fit the encoder has no prediction: all of it counts as missed.
        var found: [Int: SyntaxPrediction] = [:]
        for (item, prediction) in zip(part.sequences, predictions) { found[item.sentence] = prediction }
        var score = SyntaxScore()
        for (number, sentence) in part.sentences.enumerated() {
            let unknown = Array(repeating: "", count: sentence.words.count)
            let predicted = found[number].map(syntax) ?? SentenceSyntax(xpos: unknown, upos: unknown)
            score.add(gold: sentence.syntax, predicted: predicted)
        }
        return score
    }

    /// A prediction in words.
    private func syntax(_ prediction: SyntaxPrediction) -> SentenceSyntax {
        let constituents = prediction.spans.flatMap { span in
            inventory.constituents[span.label].split(separator: "+").map {
                ConstituencyTree.Constituent(label: String($0), first: span.first, last: span.last)
            }
        }
        return SentenceSyntax(
            xpos: prediction.xpos.map { inventory.xpos[Int($0)] },
            upos: prediction.upos.map { inventory.upos[Int($0)] },
            dependencies: DependencyTree(
                heads: prediction.heads.map(Int.init),
                relations: prediction.relations.map { inventory.relations[Int($0)] }),
            constituents: ConstituencyTree(constituents: constituents))
    }
}
