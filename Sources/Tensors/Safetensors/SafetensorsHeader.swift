/// The header of a safetensors file, checked: what tensors there are and where.
struct SafetensorsHeader: Sendable {
    /// One tensor; `bytes` counts from the start of the data.
    struct Entry: Sendable, Equatable {
        var type: SafetensorsType
        var shape: [Int]
        var bytes: Range<Int>
        /// Byte of the file where its name stands.
        var position: Int
    }

    /// The tensors by name.
    var entries: [String: Entry] = [:]
    /// The free text of the key `__metadata__`.
    var metadata: [String: String] = [:]
    /// Byte of the file where the data start.
    var dataStart = 0

    /// Reads and checks the header of a file's bytes.
    ///
    /// As in the format's reference implementation the tensors fill the data completely: no overlap, no hole, no rest.
    init(_ file: UnsafeRawBufferPointer, name: String) throws(SafetensorsError) {
        guard file.count >= 8 else {
            throw SafetensorsError(.truncatedHeader(8, file.count), file: name, position: 0)
        }
        let length = UInt64(littleEndian: file.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(SafetensorsFile.headerLimit) else {
            throw SafetensorsError(.hugeHeader(length), file: name, position: 0)
        }
        guard length <= UInt64(file.count - 8) else {
            throw SafetensorsError(.truncatedHeader(length, file.count), file: name, position: 0)
        }
        dataStart = 8 + Int(length)
        var parser = SafetensorsHeaderParser(
            bytes: UnsafeRawBufferPointer(rebasing: file[8..<dataStart]), file: name, start: 8)
        try parser.parse(into: &self)
        try checkPlaces(dataCount: file.count - dataStart, file: name)
    }

    private func checkPlaces(dataCount: Int, file: String) throws(SafetensorsError) {
        var end = 0
        let order = entries.sorted {
            ($0.value.bytes.lowerBound, $0.value.bytes.upperBound, $0.key)
                < ($1.value.bytes.lowerBound, $1.value.bytes.upperBound, $1.key)
        }
        for (name, entry) in order {
            try checkSize(name, entry, file: file)
            let start = entry.bytes.lowerBound
            let why: String? =
                if entry.bytes.upperBound > dataCount {
                    "it ends at byte \(entry.bytes.upperBound) of \(dataCount) bytes of data"
                } else if start < end {
                    "it starts at byte \(start) of the data, before the end of another tensor at \(end)"
                } else if start > end {
                    "it starts at byte \(start) of the data, leaving a hole after \(end)"
                } else if start % entry.type.size != 0 {
                    "it starts at byte \(start) of the data, not a multiple of its elements' \(entry.type.size) bytes"
                } else {
                    nil
                }
            if let why { throw SafetensorsError(.badPlace(name, why), file: file, position: entry.position) }
            end = entry.bytes.upperBound
        }
        if end != dataCount {
            throw SafetensorsError(.trailingBytes(dataCount - end), file: file, position: dataStart + end)
        }
    }

    private func checkSize(_ name: String, _ entry: Entry, file: String) throws(SafetensorsError) {
        var size = entry.type.size
        for dimension in entry.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
            guard !overflow else {
                let why = "shape \(entry.shape) is larger than any memory"
                throw SafetensorsError(.badSize(name, why), file: file, position: entry.position)
            }
            size = product
        }
        guard size == entry.bytes.count else {
            let why =
                "shape \(entry.shape) of \(entry.type.rawValue) takes \(size), the offsets give \(entry.bytes.count)"
            throw SafetensorsError(.badSize(name, why), file: file, position: entry.position)
        }
    }
}
