import Glibc

/// The bytes of a file as they lie on the disk, read in order.
final class InputFile {
    /// Bytes in the file when it was opened.
    let size: Int64
    /// Bytes read so far.
    private(set) var position: Int64 = 0
    private let descriptor: Int32

    /// Opens a regular file or a pipe.
    init(path: String) throws(Damage) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFile.damage(opening: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw InputFile.damage(opening: code)
        }
        let type = status.st_mode & S_IFMT
        guard type == S_IFREG || type == S_IFIFO else {
            close(descriptor)
            throw Damage(kind: .notAFile, detail: type == S_IFDIR ? "this is a folder" : "this is not a regular file")
        }
        self.descriptor = descriptor
        size = Int64(status.st_size)
        posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
    }

    deinit { close(descriptor) }

    /// Fills as much of the buffer as one read gives; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Damage) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                position += Int64(count)
                return count
            }
            guard errno == EINTR else {
                throw Damage(kind: .readFailed, detail: "reading failed: \(String(cString: strerror(errno)))")
            }
        }
    }

    private static func damage(opening code: Int32) -> Damage {
        let kind: PubMedError.Kind =
            switch code {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM: .notPermitted
            default: .readFailed
            }
        return Damage(kind: kind, detail: "the file cannot be opened: \(String(cString: strerror(code)))")
    }
}
