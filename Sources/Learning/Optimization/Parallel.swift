internal import Dispatch
internal import Synchronization

/// Work that is shared out over some threads.
enum Parallel {
    /// Calls `body` once with every number under `count`, each on one of `threads` threads, and waits for all.
    ///
    /// Which thread takes which number is left to chance: what `body` writes must depend on its number alone.
    static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
        guard threads > 1, count > 1 else {
            for index in 0..<count { body(index) }
            return
        }
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index)
            }
        }
    }
}
