internal import Glibc

/// How the part file of a target is opened: so that no other writer has it too.
enum PartFile {
    /// Locks the open file of a number for this writer alone, without waiting; 0, or the system's error number.
    typealias Lock = (Int32) -> Int32

    /// The lock of the file system. It ends when the file is closed, even by the death of the process.
    static func lock(_ number: Int32) -> Int32 { retrying { flock(number, LOCK_EX | LOCK_NB) } == 0 ? 0 : errno }

    /// Opens an empty part file of a target: the one that all writers of it share, locked, or where the file system
    /// has no locks one of this writer's own.
    static func open(for target: String, lock: Lock) throws(FileError) -> FileDescriptor {
        if let shared = try openShared(target + ".part", lock: lock) { return shared }
        return try openOwn(target + ".part")
    }

    /// True while a name leads to the file that was opened.
    static func leads(_ path: String, to opened: stat) -> Bool {
        var named = stat()
        return lstat(path, &named) == 0 && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
    }

    /// Opens, locks and empties a part file; nil where the file system has no locks.
    private static func openShared(_ path: String, lock: Lock) throws(FileError) -> FileDescriptor? {
        while true {
            var isNew = true
            var opened = try openUnless(EEXIST, path, O_CREAT | O_EXCL)
            if opened == nil {
                isNew = false
                opened = try openUnless(ENOENT, path, 0)
            }
            // Nil: the other writer gave the file its final name between the two attempts.
            guard let file = opened else { continue }
            let status = try file.status()
            switch lock(file.number) {
            case 0: break
            case ENOSYS, EOPNOTSUPP, ENOLCK:
                // A file that was there before may be somebody's output.
                if isNew, leads(path, to: status) { unlink(path) }
                return nil
            case let number: throw FileError(.lock, path: path, number: number)
            }
            // Between opening and locking, the other writer may have given the file its final name: never empty that.
            guard leads(path, to: status) else { continue }
            guard ftruncate(file.number, 0) == 0 else { throw FileError(.write, path: path, number: errno) }
            return file
        }
    }

    /// Makes a part file that no other writer opens.
    private static func openOwn(_ path: String) throws(FileError) -> FileDescriptor {
        var name = utsname()
        uname(&name)
        let host = withUnsafeBytes(of: name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        var number = 0
        // The process can have several writers of the target, and its number can be that of one that was killed.
        while true {
            number += 1
            if let file = try openUnless(EEXIST, "\(path).\(host).\(getpid()).\(number)", O_CREAT | O_EXCL) {
                return file
            }
        }
    }

    /// Opens a file for writing; nil when that fails with the error number given. Links are not followed.
    private static func openUnless(
        _ number: Int32, _ path: String, _ flags: Int32
    ) throws(FileError) -> FileDescriptor? {
        do throws(FileError) {
            return try FileDescriptor(path: path, flags: O_WRONLY | O_NOFOLLOW | flags)
        } catch {
            guard error.number == number else { throw error }
            return nil
        }
    }
}
