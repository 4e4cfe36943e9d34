import Glibc

/// Float32 numbers, zero at first and aligned to 64 bytes.
///
/// The pages come from the system as they are written for the first time: what is never touched takes no memory.
final class FlatMemory {
    let pointer: UnsafeMutablePointer<Float>
    let count: Int
    private let block: UnsafeMutableRawPointer

    init(count: Int) {
        guard let block = calloc(count * 4 + 64, 1) else { fatalError("no memory for \(count) numbers") }
        self.block = block
        self.count = count
        pointer = block.alignedUp(toMultipleOf: 64).bindMemory(to: Float.self, capacity: count)
    }

    deinit { free(block) }
}
