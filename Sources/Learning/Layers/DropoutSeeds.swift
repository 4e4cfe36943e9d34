internal import Tensors

/// The dropouts of one step: every place of the model draws from a seed of its own, made from the step's.
struct DropoutSeeds {
    /// A place where numbers are dropped.
    enum Site {
        case embeddings
        case tags
        case attention(layer: Int)
        case attentionOutput(layer: Int)
        case output(layer: Int)
        case head
        case vectors

        fileprivate var number: UInt64 {
            switch self {
            case .embeddings: 0
            case .tags: 1
            case .head: 2
            case .vectors: .max
            case .attention(let layer): UInt64(3 * layer) + 3
            case .attentionOutput(let layer): UInt64(3 * layer) + 4
            case .output(let layer): UInt64(3 * layer) + 5
            }
        }
    }

    private let seed: UInt64
    private let hidden: Float, attention: Float, vectors: Float, head: Float

    /// The dropouts of a step of this seed; without a seed nothing is dropped. `vectors` is the part of the vectors
    /// that are scored in pairs; `dropsHead` is false for heads that read the states as they are.
    init(_ options: EncoderOptions, vectors: Float = 0, dropsHead: Bool = true, seed: UInt64?) {
        self.seed = seed ?? 0
        hidden = seed == nil ? 0 : options.hiddenDropout
        attention = seed == nil ? 0 : options.attentionDropout
        self.vectors = seed == nil ? 0 : vectors
        head = dropsHead ? hidden : 0
    }

    /// The dropout of a place.
    subscript(site: Site) -> Dropout {
        var mixed = RandomNumbers(seed: seed)
        mixed = RandomNumbers(seed: mixed.next() &+ site.number)
        let part =
            switch site {
            case .attention: attention
            case .vectors: vectors
            case .head: head
            default: hidden
            }
        return Dropout(part: part, seed: mixed.next())
    }
}
