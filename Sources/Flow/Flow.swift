// Flow: stages joined by bounded channels, each stage on Dispatch threads of its own.
//
// What is promised:
//
// - Order: elements leave a channel in the order of their sequence numbers, however many workers sent them.
// - Memory: a channel never holds more elements than its capacity, nor more than its budget unless a single element is
//   heavier; a full channel blocks the stage before it, and so on back to the source.
// - Progress: the sender of the element that is due is never blocked, so reordering cannot deadlock.
// - Ends: a stage that throws cancels the whole run; every blocked thread wakes, and `FlowRun.wait` throws the first
//   error. Without an error, every element that a source emitted has passed every stage.
// - Counters: each stage counts its elements and the time it was busy, starved (nothing to take) and blocked (nowhere
//   to put). For each worker the three add up to its life.
//
// This room knows nothing of text.

/// Thrown out of a channel's `send` and `receive` when the run was cancelled.
public struct FlowCancelled: Error {
    /// Makes the error.
    public init() {}
}
