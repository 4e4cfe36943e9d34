import Glibc

/// The bytes of a file, mapped for reading; unmapped when the last user is gone.
final class MappedBytes: @unchecked Sendable {
    /// The bytes.
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Maps a whole file.
    init(path: String) throws(SafetensorsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MappedBytes.failure(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw MappedBytes.failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SafetensorsError(.unreadable("it is not a regular file"), file: path)
        }
        let size = Int(status.st_size)
        isMapped = size > 0
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
            throw MappedBytes.failure(path)
        }
        bytes = UnsafeRawBufferPointer(start: memory, count: size)
    }

    /// Keeps a copy of bytes in memory.
    init(copying contents: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: contents.count, alignment: 64)
        memory.copyBytes(from: contents)
        bytes = UnsafeRawBufferPointer(memory)
        isMapped = false
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }

    private static func failure(_ path: String) -> SafetensorsError {
        SafetensorsError(.unreadable(String(cString: strerror(errno))), file: path)
    }
}
