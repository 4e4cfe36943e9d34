internal import Glibc

/// A random number generator that gives the same numbers for the same seed (SplitMix64, Steele et al. 2014).
struct RandomNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of the normal distribution of mean 0 (Box and Muller 1958).
    mutating func normal(deviation: Double) -> Float {
        let radius = (-2 * log((Double(next() >> 11) + 1) * 0x1p-53)).squareRoot()
        return Float(deviation * radius * cos(2 * .pi * Double(next() >> 11) * 0x1p-53))
    }
}
