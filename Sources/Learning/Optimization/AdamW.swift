internal import CKernels
internal import Glibc

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), lazy on tables of rows.
///
/// A row of an embedding table that a batch did not use is not touched at all: its number, its moments and its decay
/// stay as they are until it is used again (as in PyTorch's `SparseAdam`). Bias correction counts the steps of the run.
/// Equal calls give equal bits, whatever the number of threads: every number is computed by itself.
public final class AdamW {
    /// How steps are made.
    public let options: AdamWOptions
    /// Steps made so far.
    public internal(set) var steps = 0

    /// Means of the gradients and of their squares, in the layout of the parameters.
    let first: FlatMemory, second: FlatMemory

    private let layout: [Parameter]
    private let factors: [Float]
    /// Rows of word embeddings that are tags.
    private let tagRows: Set<Int>

    /// Makes an optimizer whose moments are 0.
    ///
    /// - Parameter tagRows: the rows of the word embeddings that are tags; their learning rate has a factor of its own.
    public init(parameters: ParameterBuffer, options: AdamWOptions, tagRows: Set<Int> = []) {
        self.options = options
        self.tagRows = tagRows
        layout = parameters.parameters
        first = FlatMemory(count: parameters.count)
        second = FlatMemory(count: parameters.count)
        let layers = layout.reduce(0) { count, parameter in
            guard case .layer(let layer) = parameter.group else { return count }
            return max(count, layer + 1)
        }
        factors = layout.map { options.factor(of: $0.group, layers: layers) }
    }

    /// Makes one step.
    ///
    /// - Parameters:
    ///   - scale: what the gradients are multiplied by first: 1 over the number of labelled words of the batch.
    ///   - rate: the learning rate of the step, before the factors of groups.
    ///   - average: the average of the weights to keep up, if there is one.
    ///   - threads: how many threads share the work.
    /// - Returns: the 2-norm of the scaled gradient, before clipping.
    @discardableResult
    public func step(
        _ parameters: ParameterBuffer, gradients: GradientBuffer, scale: Float, rate: Float,
        average: WeightAverage? = nil, threads: Int = 1
    ) -> Double {
        let pieces = pieces(of: gradients)
        let norm = Self.norm(of: gradients, pieces: pieces, threads: threads) * Double(scale)
        // A gradient with a number that is none spoils every parameter; the step is left out, as PyTorch's scaler does.
        guard norm.isFinite else { return norm }
        steps += 1
        let clipped = norm > Double(options.clip) ? Double(options.clip) / (norm + 1e-6) : 1
        let corrections = (
            first: 1 - pow(Double(options.beta1), Double(steps)), second: 1 - pow(Double(options.beta2), Double(steps))
        )
        average?.beginStep()
        let share = average?.share ?? 0
        let update = Update(
            parameters: parameters.pointer, gradients: gradients.pointer, first: first.pointer, second: second.pointer,
            average: average?.memory.pointer)
        let catchUps = average?.catchUps(of: gradients) ?? [:]
        let options = options
        Parallel.forEach(pieces.count, threads: threads) { index in
            let piece = pieces[index]
            let pieceRate = rate * piece.factor
            if let old = catchUps[piece.range.lowerBound] {
                WeightAverage.move(update.average, towards: update.parameters, by: old, piece.range)
            }
            var step = kernel_adamw(
                gradient_scale: scale * Float(clipped), beta1: options.beta1, beta2: options.beta2,
                rate: pieceRate / Float(corrections.first), root_correction: Float(corrections.second.squareRoot()),
                epsilon: options.epsilon, keep: piece.decays ? 1 - pieceRate * options.weightDecay : 1,
                average_share: share)
            update.run(piece.range, &step)
        }
        average?.note(gradients)
        return norm
    }

    /// A part of the buffer that one thread does at a time, with what is its own.
    private struct Piece: Sendable {
        var range: Range<Int>
        var factor: Float
        var decays: Bool
    }

    /// The arrays of a step; each piece of them is written by one thread.
    private struct Update: @unchecked Sendable {
        let parameters: UnsafeMutablePointer<Float>
        let gradients: UnsafeMutablePointer<Float>
        let first: UnsafeMutablePointer<Float>
        let second: UnsafeMutablePointer<Float>
        let average: UnsafeMutablePointer<Float>?

        func run(_ range: Range<Int>, _ step: inout kernel_adamw) {
            let start = range.lowerBound
            kernel_adamw_step(
                parameters + start, gradients + start, first + start, second + start, average.map { $0 + start },
                range.count, &step)
        }
    }

    /// Most numbers in a piece: few enough that threads finish together and the arrays stay in the cache between
    /// passes.
    private static let pieceSize = 16_384

    private func pieces(of gradients: GradientBuffer) -> [Piece] {
        var pieces: [Piece] = []
        for (index, parameter) in layout.enumerated() {
            gradients.forEachRange(of: index) { range in
                var factor = factors[index]
                if let size = parameter.rowSize, parameter.name == "embeddings.word_embeddings.weight",
                    tagRows.contains((range.lowerBound - parameter.offset) / size)
                {
                    factor = options.tagFactor
                }
                var start = range.lowerBound
                while start < range.upperBound {
                    let end = min(start + Self.pieceSize, range.upperBound)
                    pieces.append(Piece(range: start..<end, factor: factor, decays: parameter.decays))
                    start = end
                }
            }
        }
        return pieces
    }

    /// The 2-norm of the gradients; the sum is made in the order of the pieces.
    private static func norm(of gradients: GradientBuffer, pieces: [Piece], threads: Int) -> Double {
        var sums = [Double](repeating: 0, count: pieces.count)
        sums.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let sums = buffer
            nonisolated(unsafe) let numbers = gradients.pointer
            Parallel.forEach(pieces.count, threads: threads) { index in
                sums[index] = kernel_square_sum(numbers + pieces[index].range.lowerBound, pieces[index].range.count)
            }
        }
        return sums.reduce(0, +).squareRoot()
    }
}
