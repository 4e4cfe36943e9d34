internal import Glibc

/// A file that appears under its name complete, or not at all.
///
/// Bytes go to a part file beside the target; ``commit(as:)`` brings them to stable storage, gives the file its final
/// name, replacing what stood there, and makes the folder remember it. A value that is dropped without it, or that
/// fails, removes the part file.
///
/// The part file is `NAME.part`, locked with `flock(2)` for as long as it is written. A second writer of the same
/// target is refused with ``FileError/Code/busy``; a part file that a killed run left behind is unlocked, and is
/// replaced.
///
/// On a file system without locks every writer has a part file of its own, `NAME.part.HOST.PROCESS.NUMBER`. No writer
/// is refused there: the last to commit wins, with a complete file. What a killed run left behind stays, since nobody
/// can tell whether its writer, perhaps on another machine, is still at work. (A mount whose locks hold within one
/// machine only, as with Lustre's `localflock`, cannot be told from one with locks: no two machines may write the same
/// target on it.)
public final class AtomicFile {
    /// The final path.
    public let path: String
    /// The path while the file is being written.
    public let partPath: String
    /// Number of bytes written so far.
    public private(set) var count: Int64 = 0
    /// The open part file; nil once the file is committed or discarded.
    private var part: FileDescriptor?

    /// Creates the part file, empty. A file that already has the final name stays until ``commit(as:)``.
    ///
    /// - Throws: `FileError` when the target is a folder, another writer is at work, or the file cannot be made.
    public convenience init(path: String) throws(FileError) { try self.init(path: path, lock: PartFile.lock) }

    /// Creates the part file with a lock of its own, which stands for that of the file system.
    init(path: String, lock: PartFile.Lock) throws(FileError) {
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileError(code: .isFolder, operation: .open, path: path)
        }
        let opened = try PartFile.open(for: path, lock: lock)
        partPath = opened.path
        part = consume opened
    }

    deinit { discard() }

    /// Writes a whole file: all of it stands under `path`, or what stood there before.
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try AtomicFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Appends bytes. After an error the part file is removed and nothing more can be written.
    public func write(_ bytes: Span<UInt8>) throws(FileError) {
        do throws(FileError) {
            try bytes.withUnsafeBytes { raw throws(FileError) in try write(raw) }
        } catch {
            discard()
            throw error
        }
    }

    /// Appends bytes, as ``write(_:)`` of a span does.
    public func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

    /// Makes the file stand under its final name, on stable storage.
    ///
    /// `other` is a final name to take in place of the one that the file was made for, on the same file system.
    ///
    /// When it throws, the part file is removed. Only if it was the folder that could not be synchronized does the
    /// complete file stand under its final name already.
    public func commit(as other: String? = nil) throws(FileError) {
        let path = other ?? path
        defer { discard() }
        guard part != nil else { throw FileError(code: .inputOutput, operation: .rename, path: path, number: EBADF) }
        try part?.synchronize()
        guard try isStillOurs() else { throw FileError(code: .busy, operation: .rename, path: path) }
        guard rename(partPath, path) == 0 else { throw FileError(.rename, path: path, number: errno) }
        part = nil
        try Self.synchronizeFolder(of: path)
    }

    /// Gives the file up and removes the part file. Harmless when the file is committed or discarded already.
    public func discard() {
        guard part != nil else { return }
        // Removed while still locked: afterwards the name may belong to another writer.
        if let ours = try? isStillOurs(), ours { unlink(partPath) }
        part = nil
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard part != nil else { throw FileError(code: .inputOutput, operation: .write, path: path, number: EBADF) }
        try part?.write(bytes)
        count += Int64(bytes.count)
    }

    /// True while the part file's name still leads to the file that was opened.
    private func isStillOurs() throws(FileError) -> Bool {
        guard let opened = try part?.status() else { return false }
        return PartFile.leads(partPath, to: opened)
    }

    /// Makes the folder of a path remember its names after a loss of power.
    private static func synchronizeFolder(of path: String) throws(FileError) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let opened = try FileDescriptor(path: folder, flags: O_RDONLY | O_DIRECTORY)
        do throws(FileError) {
            try opened.synchronize()
        } catch {
            // File systems that cannot synchronize a folder say so; they order names in their own way.
            guard error.number == EINVAL else { throw error }
        }
    }
}
