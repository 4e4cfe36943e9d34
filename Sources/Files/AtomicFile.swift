internal import Glibc

/// A file that appears under its name complete, or not at all.
///
/// Bytes go to `NAME.part` beside the target; ``commit(as:)`` brings them to stable storage, gives the file its final
/// name, replacing what stood there, and makes the folder remember it. A value that is dropped without it, or that
/// fails, removes the part file.
///
/// The part file is locked with `flock(2)` for as long as it is written. A second writer of the same target is
/// refused with ``FileError/Code/busy``; a part file that a killed run left behind is unlocked, and is replaced.
/// (On a file system without locks the second writer is not refused at once; its own or the first one's `commit`
/// is, since a part file must still be the one that was opened.)
public final class AtomicFile {
    /// The final path.
    public let path: String
    /// The path while the file is being written.
    public var partPath: String { Self.partPath(of: path) }
    /// Number of bytes written so far.
    public private(set) var count: Int64 = 0
    /// The open part file; nil once the file is committed or discarded.
    private var part: FileDescriptor?

    /// The path of the part file of a target.
    public static func partPath(of path: String) -> String { path + ".part" }

    /// Creates the part file, empty. A file that already has the final name stays until ``commit(as:)``.
    ///
    /// - Throws: `FileError` when the target is a folder, another writer is at work, or the file cannot be made.
    public init(path: String) throws(FileError) {
        self.path = path
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw FileError(code: .isFolder, operation: .open, path: path)
        }
        part = try Self.openPart(Self.partPath(of: path))
    }

    deinit { discard() }

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
        return Self.leads(partPath, to: opened)
    }

    private static func leads(_ path: String, to opened: stat) -> Bool {
        var named = stat()
        return lstat(path, &named) == 0 && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    }

    /// Opens, locks and empties a part file.
    private static func openPart(_ path: String) throws(FileError) -> FileDescriptor {
        while true {
            let file = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_NOFOLLOW)
            if retrying({ flock(file.number, LOCK_EX | LOCK_NB) }) != 0 {
                let number = errno
                let withoutLocks = [ENOSYS, EOPNOTSUPP, ENOLCK].contains(number)
                guard withoutLocks else { throw FileError(.lock, path: path, number: number) }
            }
            // Between opening and locking, the other writer may have given the file its final name: never empty that.
            guard leads(path, to: try file.status()) else { continue }
            guard ftruncate(file.number, 0) == 0 else { throw FileError(.write, path: path, number: errno) }
            return file
        }
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
