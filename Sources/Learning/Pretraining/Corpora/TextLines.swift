internal import Glibc

/// The lines of a text file, checked to be UTF-8.
enum TextLines {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Calls `body` with every line that is not empty, without its end.
    ///
    /// - Throws: `FileError` and `TextError`, and what `body` throws.
    static func forEach(in path: String, _ body: (Span<UInt8>) throws -> Void) throws {
        let input = try TextInput(path: path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        // The part of the line that is being read that came before the buffer.
        var head: [UInt8] = []
        var number = 0
        func take(_ line: [UInt8]) throws {
            number += 1
            let start = number == 1 && line.starts(with: byteOrderMark) ? byteOrderMark.count : 0
            let content = line.span.extracting(start..<line.count)
            guard !content.isEmpty else { return }
            do { _ = try UTF8Span(validating: content) } catch {
                throw TextError(.invalidUTF8, file: path, line: number)
            }
            try body(content)
        }
        while true {
            let count = try input.read(into: buffer)
            guard count > 0 else { break }
            var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            while let start = rest.baseAddress, let end = memchr(start, 0x0A, rest.count) {
                let length = UnsafeRawPointer(end) - start
                head.append(contentsOf: rest[..<length])
                try take(head)
                head.removeAll(keepingCapacity: true)
                rest = UnsafeRawBufferPointer(rebasing: rest[(length + 1)...])
            }
            head.append(contentsOf: rest)
        }
        if !head.isEmpty { try take(head) }
    }
}
