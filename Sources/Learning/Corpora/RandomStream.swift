/// Random numbers for one purpose of a run: SplitMix64 (Steele et al. 2014) from a seed that all its arguments go into.
///
/// A run keeps no generator: what it draws follows from the seed and from where it stands, so that a run that goes on
/// from a checkpoint draws the same.
struct RandomStream: RandomNumberGenerator {
    /// What numbers are drawn for.
    enum Purpose: UInt64 {
        /// The order of an epoch.
        case epoch = 1
        /// The dropout of a batch.
        case dropout
        /// New rows of the model.
        case weights
        /// The sentences of a smaller budget.
        case selection
    }

    private var state: UInt64

    /// Starts the stream of a purpose; `number` tells those of one purpose apart.
    init(seed: UInt64, purpose: Purpose, number: UInt64) {
        state = seed
        for value in [purpose.rawValue, number] {
            state = next() ^ value
        }
    }

    /// The next number.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
