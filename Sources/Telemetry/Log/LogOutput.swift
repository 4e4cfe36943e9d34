import Glibc
import Synchronization

/// Where lines go: each whole, one after another.
public struct LogOutput: Sendable {
    /// Takes a line with its line break.
    let write: @Sendable (String) -> Void

    /// Makes an output of one's own.
    public init(_ write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// Standard error. What cannot be written is dropped: messages never stop the work.
    public static let standardError = LogOutput { line in
        turn.withLock { _ in
            var bytes = Array(line.utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { return }
                bytes = bytes.dropFirst(max(count, 0))
            }
        }
    }

    private static let turn = Mutex<Void>(())
}
