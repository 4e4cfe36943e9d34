import ArgumentParser
import Glibc
import Synchronization

/// Standard output for results, standard error for everything else.
enum Console {
    /// When to use colour.
    enum Colour: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never

        /// Whether a stream gets colour: for `auto`, a terminal whose user did not set NO_COLOR.
        func isOn(for stream: Int32) -> Bool {
            switch self {
            case .always: true
            case .never: false
            case .auto: isatty(stream) == 1 && getenv("NO_COLOR") == nil && !isDumb
            }
        }
    }

    /// Whether standard error is a terminal that can go back in a line.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 && !isDumb }

    private static var isDumb: Bool { getenv("TERM").map { String(cString: $0) } == "dumb" }

    /// Columns of the terminal behind standard error, 80 when it does not say.
    static var width: Int { width(of: STDERR_FILENO) }

    /// Columns of the terminal behind a stream, 80 when it does not say.
    static func width(of stream: Int32) -> Int {
        var size = winsize()
        return ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// A line of result. A result that cannot be written ends the process: whoever reads it must not take it for whole.
    static func result(_ line: String) {
        let number = write(line + "\n", to: STDOUT_FILENO)
        guard number != 0 else { return }
        message("syntag: cannot write to standard output: \(String(cString: strerror(number)))")
        exit((number == ENOSPC ? SystemExit.tryAgain : .inputOutput).rawValue)
    }

    /// A line for the person at the terminal; clears the progress bar's line first.
    static func message(_ line: String) {
        _ = write((showsProgress ? "\r\u{1B}[K" : "") + line + "\n", to: STDERR_FILENO)
    }

    /// A failure: what, where, remedy.
    static func failure(_ error: any Error) { message("syntag: \(error)") }

    /// Draws over the progress bar's line.
    static func progress(_ line: String) { _ = write("\r\u{1B}[K" + line, to: STDERR_FILENO) }

    private static let turn = Mutex<Void>(())

    /// Writes a text whole; gives the system's error number, or 0.
    private static func write(_ text: String, to stream: Int32) -> Int32 {
        turn.withLock { _ in
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { Glibc.write(stream, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { return errno }
                bytes = bytes.dropFirst(max(count, 0))
            }
            return 0
        }
    }
}
