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
        /// Number of elements that wait.
        var waiting = 0
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

    /// Largest number of elements that wait.
    public let capacity: Int
    private let monitor: Monitor<State>

    /// Makes an empty channel that holds at most `capacity` elements, at least one.
    public init(capacity: Int) {
        precondition(capacity > 0, "a channel holds at least one element")
        self.capacity = capacity
        monitor = Monitor(State(slots: Array(repeating: nil, count: capacity)))
    }

    /// Number of elements that wait now.
    public var depth: Int { monitor.locked { $0.waiting } }

    /// Number of elements in all, once the senders know it.
    var total: Int? { monitor.locked { $0.total } }

    /// Puts an element in its place; blocks while that place is not yet free.
    ///
    /// Returns whether it had to wait. Throws `FlowCancelled` when the run was cancelled.
    @discardableResult
    public func send(_ element: Element, sequence: Int) throws(FlowCancelled) -> Bool {
        let sent = monitor.awaiting { state -> Result<Void, FlowCancelled>? in
            if state.isCancelled { return .failure(FlowCancelled()) }
            guard sequence < state.due + self.capacity else { return nil }
            precondition(sequence >= state.due && state.total.map { sequence < $0 } ?? true, "sent out of range")
            state.slots[sequence % self.capacity] = element
            state.waiting += 1
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
        }
    }
}
