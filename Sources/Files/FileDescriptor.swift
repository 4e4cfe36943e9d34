package import Glibc

/// An open file, closed when the value goes out of use. All transfers are whole: they go on after interruptions by
/// signals and after partial transfers.
package struct FileDescriptor: ~Copyable {
    /// The system's number of the open file.
    package let number: Int32
    /// The path it was opened by, for errors.
    package let path: String

    /// Opens a file with the flags of `open(2)`; new files are readable by all, as the user's mask allows.
    package init(path: String, flags: Int32) throws(FileError) {
        let number = retrying { Glibc.open(path, flags | O_CLOEXEC, 0o666) }
        guard number >= 0 else { throw FileError(.open, path: path, number: errno) }
        self.init(number: number, path: path)
    }

    /// Takes over an open file.
    package init(number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { _ = Glibc.close(number) }

    /// Writes all of the bytes.
    package borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let written = retrying { Glibc.write(number, piece.baseAddress, piece.count) }
            guard written >= 0 else { throw FileError(.write, path: path, number: errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// Fills the buffer from the file's current position and returns the number of bytes read: fewer than there is
    /// room for only at the end of the file.
    package borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = retrying { Glibc.read(number, room.baseAddress, room.count) }
            guard count >= 0 else { throw FileError(.read, path: path, number: errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Fills the buffer from `offset`, which leaves the current position alone; fewer bytes only at the end.
    package borrowing func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int64
    ) throws(FileError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = retrying { pread(number, room.baseAddress, room.count, off_t(offset) + filled) }
            guard count >= 0 else { throw FileError(.read, path: path, number: errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Brings everything written to stable storage.
    package borrowing func synchronize() throws(FileError) {
        guard retrying({ fsync(number) }) == 0 else { throw FileError(.synchronize, path: path, number: errno) }
    }

    /// What the system knows about the open file.
    package borrowing func status() throws(FileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw FileError(.open, path: path, number: errno) }
        return status
    }
}

/// Repeats a system call as long as a signal interrupts it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}
