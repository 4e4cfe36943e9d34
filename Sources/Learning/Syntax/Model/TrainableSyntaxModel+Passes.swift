internal import Syntax
internal import Tensors

extension TrainableSyntaxModel {
    /// Fills the workspace up to the scores of tags and the vectors.
    func forward(_ batch: [SyntaxSequence], seeds: DropoutSeeds, workspace: SyntaxWorkspace) {
        workspace.assign(batch)
        let rows = 0..<workspace.rows.count, memory = parameters.pointer
        let states = workspace.states.rows(rows)
        states.assignMeans(
            of: encoder.forward(batch, seeds: seeds, memory: workspace.encoder), counts: workspace.rows.readCounts)
        tags.apply(states, into: workspace.tags.rows(rows), bias: tags.bias(in: memory))
        let inner = workspace.inner.rows(rows), output = workspace.vectors.rows(rows)
        vectors.apply(states, into: inner, bias: vectors.bias(in: memory))
        output.assignGELU(inner, instructions: encoder.instructions)
        seeds[.vectors].apply(output, instructions: encoder.instructions)
        arcs.forward(output, memory: workspace.arcs)
    }

    /// The losses; the gradients of the states of roots and words go to the workspace, those of the heads to
    /// `gradients`.
    func lossGradient(
        _ batch: [SyntaxSequence], seeds: DropoutSeeds, gradients: GradientBuffer, workspace: SyntaxWorkspace
    ) -> StepResult {
        let rows = workspace.rows, all = 0..<rows.count, memory = gradients.pointer, weights = options.weights
        let output = workspace.vectors.rows(all), vectorGradients = workspace.vectorGradients.rows(all)
        let product = workspace.encoder.scratch.product
        let tagLosses = tagLosses(workspace)
        let arcLoss = arcs.lossGradient(
            rows, vectors: output, vectorGradients: vectorGradients, weight: weights.arcs, gradients: memory,
            product: product, memory: workspace.arcs)
        let relationLoss = relations.lossGradient(
            rows, vectors: output, vectorGradients: vectorGradients, weight: weights.relations, gradients: memory,
            product: product, memory: workspace.relations)
        let spanLoss = spans.lossGradient(
            rows, gold: batch.map(\.spans), vectors: output, vectorGradients: vectorGradients, weight: weights.spans,
            parameters: parameters.pointer, gradients: memory, product: product, memory: workspace.spans)
        goBack(seeds: seeds, gradients: memory, workspace: workspace)
        let parts: [(name: String, loss: Double, weight: Float)] = [
            ("xpos", tagLosses.xpos, weights.pos), ("upos", tagLosses.upos, weights.pos),
            ("arcs", arcLoss, weights.arcs), ("relations", relationLoss, weights.relations),
            ("spans", spanLoss, weights.spans),
        ]
        return StepResult(
            loss: parts.reduce(0) { $0 + Double($1.weight) * $1.loss }, words: rows.wordCount,
            parts: parts.map { StepResult.Part(name: $0.name, loss: $0.loss) })
    }

    /// The losses of the parts of speech; the gradients of their scores take the scores' place.
    private func tagLosses(_ workspace: SyntaxWorkspace) -> (xpos: Double, upos: Double) {
        let rows = workspace.rows, scores = workspace.tags.rows(0..<rows.count), loss = CrossEntropy(smoothing: 0)
        let xpos = scores.columns(0..<options.labels.xpos)
        let upos = scores.columns(options.labels.xpos..<scores.columns)
        var sums = (xpos: 0.0, upos: 0.0)
        for sentence in rows.sentences {
            let words = sentence.dropFirst()
            scores.rows(sentence.lowerBound..<words.lowerBound).clear()
            sums.xpos += loss.apply(xpos.rows(words), labels: Array(rows.xpos[words]))
            sums.upos += loss.apply(upos.rows(words), labels: Array(rows.upos[words]))
        }
        scores.scale(by: options.weights.pos)
        return sums
    }

    /// From the gradients of tags and vectors to those of the states.
    private func goBack(
        seeds: DropoutSeeds, gradients: UnsafeMutablePointer<Float>, workspace: SyntaxWorkspace
    ) {
        let rows = 0..<workspace.rows.count, product = workspace.encoder.scratch.product
        let states = workspace.states.rows(rows), stateGradients = workspace.stateGradients.rows(rows)
        let scores = workspace.tags.rows(rows)
        scores.addColumnSums(to: tags.bias(in: gradients), instructions: encoder.instructions)
        tags.addGradient(scores, input: states, to: gradients, product: product)
        tags.applyBackward(scores, into: stateGradients)
        let gradient = workspace.vectorGradients.rows(rows)
        seeds[.vectors].apply(gradient, instructions: encoder.instructions)
        // What the vectors were is not needed any more: their memory takes what comes beside the gradient.
        workspace.vectors.rows(rows).assignGELU(
            workspace.inner.rows(rows), gradient: gradient, bias: vectors.bias(in: gradients),
            instructions: encoder.instructions)
        vectors.addGradient(gradient, input: states, to: gradients, product: product)
        vectors.applyBackward(gradient, into: stateGradients, adding: true)
    }

    /// The best syntax under the scores in the workspace.
    func decode(_ workspace: SyntaxWorkspace) -> [SyntaxPrediction] {
        let rows = workspace.rows, all = 0..<rows.count, output = workspace.vectors.rows(all)
        var decoder = ArborescenceDecoder()
        var headRows = Array(repeating: Int32(-1), count: rows.count)
        for sentence in rows.sentences {
            let heads = decoder.decode(arcs.scores(of: sentence, output, memory: workspace.arcs))
            for (word, head) in zip(sentence.dropFirst(), heads) { headRows[word] = Int32(sentence.lowerBound + head) }
        }
        let relationScores = relations.scores(output, headRows: headRows, memory: workspace.relations)
        let trees = spans.trees(rows, vectors: output, gold: nil, memory: workspace.spans)
        let xpos = workspace.tags.rows(all).columns(0..<options.labels.xpos)
        let upos = workspace.tags.rows(all).columns(options.labels.xpos..<workspace.tags.columns)
        return zip(rows.sentences, trees).map { sentence, tree in
            let words = sentence.dropFirst(), root = Int32(sentence.lowerBound)
            return SyntaxPrediction(
                xpos: CrossEntropy.labels(xpos.rows(words)), upos: CrossEntropy.labels(upos.rows(words)),
                relations: words.map { relation(relationScores[$0], isRoot: headRows[$0] == root) },
                heads: words.map { headRows[$0] - root }, spans: tree.spans)
        }
    }

    /// The relation of a word: that of the root for its child, the best of the others for any other word.
    private func relation(_ scores: UnsafeMutableBufferPointer<Float>, isRoot: Bool) -> Int32 {
        if isRoot { return Int32(options.rootRelation) }
        var best = options.rootRelation == 0 ? 1 : 0
        for label in scores.indices where label != options.rootRelation && scores[label] > scores[best] {
            best = label
        }
        return Int32(best)
    }
}

extension SyntaxWorkspace {
    /// Gives the sub-words of which the states are means their parts of the gradients.
    func spreadGradients() {
        encoder.stateGradients.spread(stateGradients.rows(0..<rows.count), counts: rows.readCounts)
    }
}

extension MatrixView {
    /// Puts the means of runs of rows of another matrix into the rows; `counts` gives the lengths of the runs.
    fileprivate func assignMeans(of other: MatrixView, counts: [Int32]) {
        var from = 0
        for row in 0..<rows {
            let count = Int(counts[row]), target = pointer + row * stride
            target.update(from: other.pointer + from * other.stride, count: columns)
            for next in from + 1..<max(from + count, from + 1) {
                Vectors.add(other.pointer + next * other.stride, times: 1, to: target, count: columns)
            }
            let share = 1 / Float(count)
            if count > 1 { for column in 0..<columns { target[column] *= share } }
            from += count
        }
    }

    /// The way back of `assignMeans`: fills the runs of rows with the parts of their means' gradients.
    fileprivate func spread(_ gradients: MatrixView, counts: [Int32]) {
        var to = 0
        for row in 0..<gradients.rows {
            let source = gradients.pointer + row * gradients.stride, share = 1 / Float(counts[row])
            for target in to..<to + Int(counts[row]) {
                let numbers = pointer + target * stride
                for column in 0..<columns { numbers[column] = share * source[column] }
            }
            to += Int(counts[row])
        }
    }
}
