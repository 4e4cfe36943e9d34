import Glibc

/// Reads text passage by passage: paragraphs between empty lines, or a passage a line.
struct PassageReader {
    /// A file that cannot be read.
    struct Unreadable: Error, CustomStringConvertible {
        var path: String
        var reason: String
        var description: String { "cannot read \(path): \(reason); check the name and its permissions" }
    }

    private let stream: UnsafeMutablePointer<FILE>
    private let path: String
    private let isByLine: Bool

    /// Characters that a passage has at most; a longer paragraph goes on as the next passage.
    static let limit = 1 << 20

    /// Opens a file; "-" is standard input.
    init(path: String, byLine: Bool) throws {
        self.path = path
        isByLine = byLine
        guard let opened = path == "-" ? fdopen(dup(STDIN_FILENO), "r") : fopen(path, "r") else {
            throw Unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        stream = opened
    }

    /// The next passage, or nil at the end. A line break within a paragraph stays a line break; bytes that are not
    /// UTF-8 become U+FFFD.
    func next() throws -> String? {
        var passage: String?
        while let line = try nextLine() {
            if line.allSatisfy(\.isWhitespace) {
                if passage != nil { break }
                continue
            }
            passage = passage.map { "\($0)\n\(line)" } ?? line
            if isByLine || (passage ?? "").utf8.count >= PassageReader.limit { break }
        }
        return passage
    }

    /// Closes the file.
    func close() { fclose(stream) }

    private func nextLine() throws -> String? {
        var bytes: UnsafeMutablePointer<CChar>?
        var capacity = 0
        errno = 0
        let count = getline(&bytes, &capacity, stream)
        defer { free(bytes) }
        guard count >= 0, let bytes else {
            if ferror(stream) != 0 { throw Unreadable(path: path, reason: String(cString: strerror(errno))) }
            return nil
        }
        var line = UnsafeRawBufferPointer(start: bytes, count: count)[...]
        while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
