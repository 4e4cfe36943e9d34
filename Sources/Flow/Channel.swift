/// A bounded queue between two stages that puts elements back into order.
///
/// Elements carry sequence numbers from 0 without gaps. Any number of threads may send and receive; an element is
/// accepted when it is less than `capacity` places behind the one that is due, and handed out when it is due.
public final class Channel<Element: Sendable>: Sendable {
    private struct State {
        /// The element with sequence number `n` waits in slot `n % capacity`.
        var slots: [Element?]
        /// Sequence number of the element that is due.
        var due = 0
        /// Number of elements that wait, and their weight.
        var waiting = 0
        var weight = 0
        /// Number of elements in all, once the senders know it.
        var total: Int?
        var isCancelled = false
    }

    /// An element with its place in the order.
    public struct Numbered: Sendable {
        /// Place in the order, from 0.
        public let sequence: Int
        /// The element.
        public let element: Element
    }

    /// How heavy the elements that wait may be together.
    public struct Budget: Sendable {
        /// The most that may wait; only the element that is due may be heavier.
        var limit: Int
        /// The weight of an element, for instance its bytes.
        var weight: @Sendable (Element) -> Int

        /// Makes a budget.
        public init(limit: Int, weight: @escaping @Sendable (Element) -> Int) {
            self.limit = limit
            self.weight = weight
        }
    }

    /// Largest number of elements that wait.
    public let capacity: Int
    private let budget: Budget
    private let monitor: Monitor<State>

    /// Makes an empty channel that holds at most `capacity` elements, at least one, within a budget.
    public init(capacity: Int, budget: Budget = Budget(limit: .max) { _ in 0 }) {
        precondition(capacity > 0, "a channel holds at least one element")
        self.capacity = capacity
        self.budget = budget
        monitor = Monitor(State(slots: Array(repeating: nil, count: capacity)))
    }

    /// Number of elements that wait now.
    public var depth: Int { monitor.locked { $0.waiting } }

    /// Number of threads that are blocked in `send` or `receive` now.
    var blocked: Int { monitor.sleepers }

    /// Number of elements in all, once the senders know it.
    var total: Int? { monitor.locked { $0.total } }

    /// Puts an element in its place; blocks while that place is not yet free, or the channel is full to its budget.
    ///
    /// The element that is due is always taken, so that the channel never stands still.
    /// Returns whether it had to wait. Throws `FlowCancelled` when the run was cancelled.
    @discardableResult
    public func send(_ element: Element, sequence: Int) throws(FlowCancelled) -> Bool {
        let weight = budget.weight(element)
        let sent = monitor.awaiting { state -> Result<Void, FlowCancelled>? in
            if state.isCancelled { return .failure(FlowCancelled()) }
            let fits = sequence < state.due + self.capacity && state.weight + weight <= self.budget.limit
            guard fits || sequence == state.due else { return nil }
            precondition(sequence >= state.due && state.total.map { sequence < $0 } ?? true, "sent out of range")
            state.slots[sequence % self.capacity] = element
            state.waiting += 1
            state.weight += weight
            return .success(())
        }
        try sent.result.get()
        return sent.waited
    }

    /// Takes the element that is due; blocks while it is not there; nil after the last.
    ///
    /// Throws `FlowCancelled` when the run was cancelled.
    public func receive() throws(FlowCancelled) -> Numbered? {
        let received = monitor.awaiting { state -> Result<Numbered?, FlowCancelled>? in
            if state.isCancelled { return .failure(FlowCancelled()) }
            let slot = state.due % self.capacity
            if let element = state.slots[slot] {
                state.slots[slot] = nil
                state.due += 1
                state.waiting -= 1
                state.weight -= self.budget.weight(element)
                return .success(Numbered(sequence: state.due - 1, element: element))
            }
            return state.due == state.total ? .success(nil) : nil
        }
        return try received.result.get()
    }

    /// Says that `total` elements are sent in all; receivers get nil after the last of them.
    public func finish(total: Int) {
        monitor.changed { $0.total = total }
    }

    /// Drops what waits and wakes every thread with `FlowCancelled`.
    public func cancel() {
        monitor.changed { state in
            state.isCancelled = true
            state.slots = Array(repeating: nil, count: capacity)
            state.waiting = 0
            state.weight = 0
        }
    }
}
