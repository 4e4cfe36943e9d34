import Synchronization

/// How far a run of `Annotator` is; written by its threads, read by anyone at any time.
public final class AnnotationProgress: Sendable {
    private struct State {
        /// Bytes of the files that are done.
        var bytes: Int64 = 0
        var records = 0
        /// The file in work: bytes and citations read, citations through the whole pipeline.
        var bytesOfFile: Int64 = 0
        var citationsRead = 0
        var citationsDone = 0
    }

    private let state = Mutex(State())

    /// Makes counters at zero.
    public init() {}

    /// Bytes of input, as they lie on disk, whose citations are written, over all files.
    ///
    /// In the file in work it is a share of the bytes read: the reader is ahead by what waits between the stages.
    public var bytesDone: Int64 {
        state.withLock { state in
            let share = Double(state.citationsDone) / Double(max(state.citationsRead, 1))
            return state.bytes + Int64(Double(state.bytesOfFile) * share)
        }
    }

    /// Records written over all files.
    public var records: Int { state.withLock { $0.records } }

    func read(citations count: Int, bytesOfFile bytes: Int64) {
        state.withLock {
            $0.citationsRead += count
            $0.bytesOfFile = bytes
        }
    }

    func wrote(records: Int, problems: Int) {
        state.withLock {
            $0.records += records
            $0.citationsDone += records + problems
        }
    }

    /// Counts a file that is done, or needed no work.
    public func finishFile(size: Int64) {
        state.withLock { state in
            state.bytes += size
            state.bytesOfFile = 0
            state.citationsRead = 0
            state.citationsDone = 0
        }
    }
}
