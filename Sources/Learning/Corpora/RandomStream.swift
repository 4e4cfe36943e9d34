/// Random numbers for one purpose of a run, from a seed that all its arguments go into.
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
        /// The sub-words of a sequence that are hidden.
        case masking
        /// The documents that are held out.
        case heldOut
    }

    private var numbers: RandomNumbers

    /// Starts the stream of a purpose; `number` tells those of one purpose apart.
    init(seed: UInt64, purpose: Purpose, number: UInt64) {
        numbers = RandomNumbers(seed: seed)
        for value in [purpose.rawValue, number] { numbers = RandomNumbers(seed: numbers.next() ^ value) }
    }

    /// The next number.
    mutating func next() -> UInt64 { numbers.next() }
}
