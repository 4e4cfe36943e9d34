internal import Glibc

/// A file opened for reading, at any place of it.
public final class FileInput {
    /// The path it was opened by.
    public let path: String
    /// Size in bytes when it was opened; 0 for what is no regular file.
    public let size: Int64
    private let file: FileDescriptor

    /// Opens a file.
    public init(path: String) throws(FileError) {
        self.path = path
        file = try FileDescriptor(path: path, flags: O_RDONLY)
        let status = try file.status()
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw FileError(code: .isFolder, operation: .open, path: path)
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : 0
    }

    /// Fills the buffer with the bytes that follow those read before, and returns their number: fewer than there is
    /// room for only at the end of the file.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        try file.read(into: buffer)
    }

    /// The bytes of a range of the file: fewer than `count` only when the file ends before.
    public func read(count: Int, at offset: Int64) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(FileError) {
                filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// All bytes that follow those read before, of a pipe too.
    public func readToEnd() throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try file.read(into: buffer)
            bytes.append(contentsOf: buffer[..<count])
            if count < buffer.count { return bytes }
        }
    }

    /// Fills the buffer from a place of the file, and returns the number of bytes read: fewer only at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(FileError) -> Int {
        try file.read(into: buffer, at: offset)
    }
}
