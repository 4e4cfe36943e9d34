import Glibc

/// A value guarded by a mutex, with a condition to wait for changes of it.
final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State
    private var asleep = 0

    /// Number of threads that wait for a change.
    var sleepers: Int { locked { _ in asleep } }

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs `body` alone.
    func locked<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&state)
    }

    /// Runs `body` alone and wakes every waiting thread.
    func changed<Result>(_ body: (inout State) throws -> Result) rethrows -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
        return try body(&state)
    }

    /// Waits until `body` gives a value, running it alone each time another thread changed the state, then wakes every
    /// other waiting thread. `waited` tells whether the thread had to sleep.
    func awaiting<Result>(_ body: (inout State) throws -> Result?) rethrows -> (result: Result, waited: Bool) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var waited = false
        while true {
            if let result = try body(&state) {
                pthread_cond_broadcast(condition)
                return (result, waited)
            }
            waited = true
            asleep += 1
            pthread_cond_wait(condition, mutex)
            asleep -= 1
        }
    }
}
