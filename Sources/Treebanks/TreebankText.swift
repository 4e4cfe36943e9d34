import Files

/// The bytes of a file, line by line.
struct TreebankText {
    /// The file as errors name it.
    let file: String
    private let bytes: [UInt8]

    /// The text of bytes read elsewhere.
    init(bytes: [UInt8], file: String) {
        self.file = file
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    }

    /// Reads a file.
    init(path: String) throws(TreebankError) {
        self.init(bytes: try Self.contents(of: path), file: path)
    }

    /// Calls a closure with every line, without its end (LF or CRLF), and its number from 1.
    ///
    /// What follows the last line end is a line only when it is not empty.
    func forEachLine(
        _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws(TreebankError) -> Void
    ) throws(TreebankError) {
        var start = 0
        var number = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let isCarriage = end > start && bytes[end - 1] == UInt8(ascii: "\r")
            try body(bytes[start..<(isCarriage ? end - 1 : end)], number)
            start = end + 1
            number += 1
        }
    }

    /// The lines as strings.
    func lines() throws(TreebankError) -> [String] {
        var lines: [String] = []
        try forEachLine { (line, number) throws(TreebankError) in lines.append(try string(line, line: number)) }
        return lines
    }

    /// The whole text, line ends as they are.
    func whole() throws(TreebankError) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        try forEachLine { (line, number) throws(TreebankError) in _ = try string(line, line: number) }
        throw TreebankError(.invalidUTF8, file: file)
    }

    /// Bytes of a line as a string; what is not UTF-8 is refused.
    func string(_ bytes: ArraySlice<UInt8>, line: Int) throws(TreebankError) -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw TreebankError(.invalidUTF8, file: file, line: line)
        }
        return string
    }

    private static func contents(of path: String) throws(TreebankError) -> [UInt8] {
        do throws(FileError) {
            return try FileInput(path: path).readToEnd()
        } catch {
            throw TreebankError(.file(error), file: path)
        }
    }
}
