import Glibc

/// The file of a unix socket: made beside its name and renamed when it listens, so that the name never leads nowhere.
struct StatusSocket: Sendable {
    /// The most bytes that are added to the name while the socket is made.
    static let suffixLimit = 12

    /// Its final path.
    let path: String
    /// The path that it is bound to.
    let boundPath: String

    /// Checks the path, and removes what a process that is gone left at it.
    ///
    /// - Throws: ``StatusError/inUse(_:)`` when somebody listens there; a file that is no socket is never removed.
    init(path: String) throws(StatusError) {
        self.path = path
        boundPath = path + ".\(getpid())"
        guard path.utf8.count + Self.suffixLimit <= StatusError.pathLimit, !path.utf8.contains(0) else {
            throw .pathTooLong(path)
        }
        try Self.removeStale(path)
        try Self.removeStale(boundPath)
    }

    /// Gives the bound socket its mode and its name.
    func publish() throws(StatusError) -> Identity {
        guard chmod(boundPath, 0o660) == 0 else { throw .system(path, operation: "set the mode of", number: errno) }
        guard let identity = Self.identity(of: boundPath), rename(boundPath, path) == 0 else {
            throw .system(path, operation: "make", number: errno)
        }
        return identity
    }

    /// Removes the socket, unless another has taken its name.
    func remove(_ identity: Identity) {
        if Self.identity(of: path) == identity { unlink(path) }
    }

    /// Which file it is.
    struct Identity: Sendable, Equatable {
        var device: UInt
        var inode: UInt
        var isSocket: Bool
    }

    private static func identity(of path: String) -> Identity? {
        var facts = stat()
        guard lstat(path, &facts) == 0 else { return nil }
        return Identity(
            device: UInt(facts.st_dev), inode: UInt(facts.st_ino), isSocket: facts.st_mode & S_IFMT == S_IFSOCK)
    }

    private static func removeStale(_ path: String) throws(StatusError) {
        guard let identity = identity(of: path) else { return }
        guard identity.isSocket else { throw .notASocket(path) }
        let connection = try UnixConnection.open(path: path)
        guard connection == nil else { throw .inUse(path) }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw .system(path, operation: "remove the stale socket", number: errno)
        }
    }
}
