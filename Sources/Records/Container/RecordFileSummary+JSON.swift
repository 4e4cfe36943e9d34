internal import Files

// The summary's bytes are JSON, so that people and other tools can read them too.

extension RecordFileSummary {
    /// The version of the summary.
    static let format = "syntag-summary/1"

    private enum Key: Int, JSONKey {
        case format, schema, model, records, problems, frames, bytes, notes

        static let names: [StaticString] = [
            "format", "schema", "model", "records", "problems", "frames", "bytes", "notes",
        ]
        static let optional: [Key] = []
    }

    /// The summary as JSON; equal summaries give equal bytes.
    var encoded: [UInt8] {
        var json = JSONBytes(capacity: 1024)
        json.append(#"{"format":"#)
        json.append(string: Self.format)
        json.append(#","schema":"#)
        json.append(string: Record.schema)
        json.append(#","model":"#)
        json.append(model)
        json.append(#","records":"#)
        json.append(records)
        json.append(#","problems":"#)
        json.append(problems)
        json.append(#","frames":"#)
        json.append(frames)
        json.append(#","bytes":"#)
        json.append(bytes)
        json.append(#","notes":{"#)
        for (number, note) in notes.sorted(by: { $0.key < $1.key }).enumerated() {
            if number > 0 { json.append(",") }
            json.append(string: note.key)
            json.append(":")
            json.append(string: note.value)
        }
        json.append("}}")
        return Array(json.bytes)
    }

    /// Reads a summary, or gives nil when the JSON is none.
    init?(decoding json: [UInt8]) {
        do throws(JSONFault) {
            self = try json.span.withUnsafeBufferPointer { bytes throws(JSONFault) in
                var reader = JSONReader(bytes)
                return try Self.read(&reader)
            }
        } catch {
            return nil
        }
    }

    private static func read(_ reader: inout JSONReader) throws(JSONFault) -> RecordFileSummary {
        var summary = RecordFileSummary(model: nil, records: 0, problems: 0, frames: 0, bytes: 0)
        var progress = JSONObjectProgress<Key>()
        while let key = try progress.nextKey(&reader) {
            switch key {
            case .format:
                let format = try reader.string()
                guard format == Self.format else { throw .value(key: "format", format) }
            case .schema: _ = try reader.string()
            case .model: summary.model = try reader.modelStamp()
            case .records: summary.records = try reader.count()
            case .problems: summary.problems = try reader.count()
            case .frames: summary.frames = try reader.count()
            case .bytes: summary.bytes = try reader.count()
            case .notes: summary.notes = try notes(&reader)
            }
        }
        try reader.expectEnd()
        return summary
    }

    private static func notes(_ reader: inout JSONReader) throws(JSONFault) -> [String: String] {
        var notes: [String: String] = [:]
        try reader.expect(UInt8(ascii: "{"))
        if try reader.skip(UInt8(ascii: "}")) { return notes }
        repeat {
            let key = try reader.string()
            try reader.expect(UInt8(ascii: ":"))
            notes[key] = try reader.string()
        } while try reader.skip(UInt8(ascii: ","))
        try reader.expect(UInt8(ascii: "}"))
        return notes
    }
}

extension JSONBytes {
    /// Appends a model stamp, or `null`.
    mutating func append(_ model: ModelStamp?) {
        guard let model else { return append("null") }
        append(model.name, model.digest)
        if !model.parts.isEmpty {
            append(#","parts":{"#)
            for (number, part) in model.parts.enumerated() {
                if number > 0 { append(",") }
                append(string: part.task.rawValue)
                append(":")
                append(part.name, part.digest)
                append("}")
            }
            append("}")
        }
        append("}")
    }

    private mutating func append(_ name: String, _ digest: Digest) {
        append(#"{"name":"#)
        append(string: name)
        append(#","digest":"#)
        append(string: digest.hexadecimal)
    }
}
