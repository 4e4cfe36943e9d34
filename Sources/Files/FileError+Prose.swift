internal import Glibc

// All words that this room says to people, and how the system's error numbers become codes.

extension FileError: CustomStringConvertible {
    /// One sentence: what failed, the system's words for it, and the remedy.
    public var description: String { "\(summary): \(reason); \(remedy)" }

    /// What could not be done, and to which file.
    public var summary: String { "cannot \(operation.verb) '\(path)'" }

    /// Why not, in the system's words where it was the system that refused.
    public var reason: String {
        // glibc keeps these texts for good, or in memory of the calling thread.
        guard number != 0, let words = strerror(number) else { return code.reason }
        return "\(String(cString: words)) (error \(number))"
    }

    /// What the reader of the message can do about it.
    public var remedy: String {
        switch code {
        case .notFound: "check that the path is right and its folder there"
        case .denied: "give the user that runs this the right to do so, or choose another folder"
        case .readOnly: "choose a folder on a file system that is mounted for writing"
        case .full: "free space or raise the quota, then run again: nothing incomplete was left behind"
        case .tooLarge: "choose a file system, or a limit of the process (ulimit -f), that allows larger files"
        case .nameTooLong: "shorten the name: 255 bytes at most, with '.part' and, without locks, host and process"
        case .isFolder: "name a file, or move the folder away"
        case .notFolder: "check the path: one of its parts is a file"
        case .busy: "wait for the other process, or stop it"
        case .tooManyOpen: "raise the limit of open files (ulimit -n)"
        case .inputOutput: "check the device and the system's log"
        }
    }
}

extension FileError.Operation {
    /// The operation as it stands after "cannot".
    fileprivate var verb: String {
        switch self {
        case .open: "open"
        case .lock: "lock"
        case .read: "read"
        case .write: "write"
        case .synchronize: "bring to stable storage"
        case .rename: "give its final name to"
        case .list: "list the folder"
        case .create: "make the folder"
        }
    }
}

extension FileError.Code {
    /// The code of a system error number.
    init(number: Int32) {
        switch number {
        case ENOENT: self = .notFound
        case EACCES, EPERM: self = .denied
        case EROFS: self = .readOnly
        case ENOSPC, EDQUOT: self = .full
        case EFBIG, EOVERFLOW: self = .tooLarge
        case ENAMETOOLONG: self = .nameTooLong
        case EISDIR: self = .isFolder
        case ENOTDIR: self = .notFolder
        case EBUSY, EWOULDBLOCK, ETXTBSY: self = .busy
        case EMFILE, ENFILE: self = .tooManyOpen
        default: self = .inputOutput
        }
    }

    /// Why an operation failed where it was not the system that refused it.
    fileprivate var reason: String {
        switch self {
        case .notFound: "there is no such file"
        case .denied: "permission denied"
        case .readOnly: "the file system is read-only"
        case .full: "no space left"
        case .tooLarge: "the file is too large"
        case .nameTooLong: "the name is too long"
        case .isFolder: "it is a folder"
        case .notFolder: "a part of the path is no folder"
        case .busy: "another process is writing it"
        case .tooManyOpen: "too many open files"
        case .inputOutput: "input/output error"
        }
    }
}
