import Synchronization

/// How far a run of `Annotator` is; written by its threads, read by anyone at any time.
public final class AnnotationProgress: Sendable {
    private let bytes = Atomic<Int64>(0)
    private let bytesOfFile = Atomic<Int64>(0)
    private let recordCount = Atomic<Int>(0)
    private let entityCount = Atomic<Int>(0)

    /// Makes counters at zero.
    public init() {}

    /// Bytes of input read, as they lie on disk, over all files.
    public var bytesRead: Int64 { bytes.load(ordering: .relaxed) + bytesOfFile.load(ordering: .relaxed) }

    /// Records written over all files.
    public var records: Int { recordCount.load(ordering: .relaxed) }

    /// Entities in these records.
    public var entities: Int { entityCount.load(ordering: .relaxed) }

    func read(bytesOfFile count: Int64) { bytesOfFile.store(count, ordering: .relaxed) }

    func finishFile(size: Int64) {
        bytesOfFile.store(0, ordering: .relaxed)
        bytes.wrappingAdd(size, ordering: .relaxed)
    }

    /// Counts a file that needed no work.
    public func skipFile(size: Int64) { bytes.wrappingAdd(size, ordering: .relaxed) }

    func wrote(records: Int, entities: Int) {
        recordCount.wrappingAdd(records, ordering: .relaxed)
        entityCount.wrappingAdd(entities, ordering: .relaxed)
    }
}
