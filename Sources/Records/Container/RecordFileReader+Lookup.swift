internal import Documents
internal import Files

extension RecordFileReader {
    /// The record of a PMID in its newest version, or nil when the file has none.
    ///
    /// Where a file has the same version twice, the later one counts: a revision or a deletion.
    ///
    /// - Throws: `RecordError` when the text is no PMID, or the file is damaged.
    public func lookup(pmid: String) throws(RecordError) -> Record? {
        guard let number = PMIDIndex.number(ofPMID: pmid) else { throw RecordError(.notPMID(pmid), file: path) }
        guard let index = try readIndex() else { return try scan(for: number).last }
        return try index.entries(of: number).last.map { entry throws(RecordError) in try record(at: entry) }
    }

    /// All records of a PMID, oldest version first.
    ///
    /// - Throws: `RecordError` as ``lookup(pmid:)``.
    public func lookupAll(pmid: String) throws(RecordError) -> [Record] {
        guard let number = PMIDIndex.number(ofPMID: pmid) else { throw RecordError(.notPMID(pmid), file: path) }
        guard let index = try readIndex() else { return try scan(for: number) }
        return try index.entries(of: number).map { entry throws(RecordError) in try record(at: entry) }
    }

    /// The end of the file, read once; nil when it is not that of a finished record file.
    func readTail() throws(RecordError) -> RecordFileTail? {
        if let tail { return tail }
        let found = try RecordFileTail.read(file, limits: limits)
        tail = .some(found)
        return found
    }

    /// The index of citations, read once; nil when the file has none.
    private func readIndex() throws(RecordError) -> PMIDIndex? {
        if let index { return index }
        guard let tail = try readTail() else { return nil }
        let bytes = try RecordError.reporting(path) { () throws(FileError) in
            try file.read(count: tail.indexSize, at: tail.indexStart)
        }
        guard let content = SkippableFrame.content(of: bytes, magic: SkippableFrame.index) else {
            throw RecordError(.damaged(.index), file: path, byte: tail.indexStart)
        }
        do throws(FileFault) {
            let read = try PMIDIndex(decoding: content)
            guard read.entries.count == tail.summary.records else { throw .index }
            index = read
            return read
        } catch {
            throw RecordError(.damaged(error), file: path, byte: tail.indexStart)
        }
    }

    /// The record at a place that the index gives. Its whole frame is read, so that the checksum is verified.
    private func record(at entry: PMIDIndex.Entry) throws(RecordError) -> Record {
        guard let tail = try readTail(), entry.frame < tail.summary.frames else {
            throw RecordError(.damaged(.index), file: path, pmid: "\(entry.pmid)")
        }
        // Without a seek table there is one frame, at the beginning.
        let frames = tail.seekTable?.entries ?? []
        let start = frames.prefix(Int(entry.frame)).reduce(0) { $0 + Int64($1.compressed) }
        let source = try ZstandardSource(file: file, offset: start, isOneFrame: true)
        let reader = LineReader(source, path: path, limit: limits.line)
        guard try reader.skip(entry.offset), let line = try reader.next() else {
            throw RecordError(.damaged(.index), file: path, byte: start, pmid: "\(entry.pmid)")
        }
        try reader.drain()
        if !frames.isEmpty, reader.bytesPassed != UInt64(frames[Int(entry.frame)].decompressed) {
            throw RecordError(.damaged(.seekTable), file: path, byte: start, pmid: "\(entry.pmid)")
        }
        let record: Record
        do throws(RecordError) {
            record = try decoder.decode(line)
        } catch {
            throw error.at(file: path)
        }
        let citation = record.document.citation
        guard PMIDIndex.number(ofPMID: citation.pmid) == entry.pmid, citation.version == Int(entry.version) else {
            let found = RecordError.Cause.damaged(.wrongCitation(found: citation.pmid))
            throw RecordError(found, file: path, byte: start, pmid: "\(entry.pmid)")
        }
        return record
    }

    /// All records of a PMID in a file without an index, oldest version first.
    private func scan(for pmid: UInt64) throws(RecordError) -> [Record] {
        let lines = try Self.lines(of: file, limits: limits)
        var found: [Record] = []
        var number = 0
        while let line = try lines.next() {
            number += 1
            do throws(RecordError) {
                let record = try decoder.decode(line)
                if PMIDIndex.number(ofPMID: record.document.citation.pmid) == pmid { found.append(record) }
            } catch {
                throw error.at(file: path, line: number)
            }
        }
        let order = found.indices.sorted {
            (found[$0].document.citation.version, $0) < (found[$1].document.citation.version, $1)
        }
        return order.map { found[$0] }
    }
}
