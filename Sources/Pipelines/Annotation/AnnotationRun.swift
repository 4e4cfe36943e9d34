import Dispatch
import Documents
import Files
import Flow
import PubMed
import Records
import Synchronization

/// One input file on its way through a pipeline: reader, stages, encoder, output file.
final class AnnotationRun: Sendable {
    /// What travels behind the last stage: encoded records, and the citations that failed.
    private struct EncodedWindow: Sendable {
        var records: [EncodedRecord] = []
        var problems: [CitationProblem] = []
        var entities = 0

        var bytes: Int { records.reduce(0) { $0 + $1.line.count } }
    }

    /// Most bytes that wait between two stages, so that a few enormous citations do not fill the memory.
    private static let windowBudget = 32 << 20

    /// A record's line with what the index needs.
    private struct EncodedRecord: Sendable {
        var line: [UInt8] = []
        var citation: Citation
    }

    /// What the sink has done so far.
    private struct Written {
        var file: RecordFileWriter
        var problems: [CitationProblem] = []
        var entities = 0
    }

    private let annotator: Annotator
    private let input: String
    /// What the output says about its input, where that is known already.
    private let notes: [String: String]?
    private let folder: OutputFolder
    private let progress: AnnotationProgress
    /// Why reading stopped before the end of the file.
    private let damage = Mutex<PubMedError?>(nil)

    init(
        annotator: Annotator, input: String, notes: [String: String]?, folder: OutputFolder,
        progress: AnnotationProgress
    ) {
        self.annotator = annotator
        self.input = input
        self.notes = notes
        self.folder = folder
        self.progress = progress
    }

    /// Runs the pipeline to the end of the file and finishes the output.
    func execute(in flow: FlowRun) throws -> FileReport {
        let start = DispatchTime.now().uptimeNanoseconds
        let definition = annotator.definition
        try folder.create()
        let written = Mutex(Written(file: try makeWriter()))

        let budget = Channel<Window>.Budget(limit: Self.windowBudget) { $0.bytes }
        var windows = flow.source("pubmed", capacity: definition.source.capacity, budget: budget) {
            try self.read(into: $0)
        }
        for (stage, prepared) in zip(definition.stages, annotator.stages) {
            windows = flow.stage(
                stage.typeName, from: windows, workers: stage.workers.count(jobs: annotator.options.jobs),
                capacity: stage.capacity, budget: budget
            ) {
                let worker = try prepared.makeWorker()
                return { (window: Window) in try Self.process(window, with: worker) }
            }
        }
        let encoded = flow.stage(
            "encode", from: windows, workers: 1, capacity: definition.sink.capacity,
            budget: .init(limit: Self.windowBudget) { $0.bytes }
        ) {
            let encoder = RecordEncoder(model: self.annotator.model)
            return { (window: Window) in try Self.encode(window, with: encoder) }
        }
        flow.sink("records", from: encoded) { window in
            try written.withLock { try self.write(window, to: &$0) }
        }
        try flow.wait()

        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        return try written.withLock { try finish(&$0, seconds: seconds, stages: flow.stages) }
    }

    private func makeWriter() throws -> RecordFileWriter {
        let sink = annotator.definition.sink
        return try RecordFileWriter(
            path: folder.records(of: input), model: annotator.model,
            options: RecordFileOptions(
                frameSize: sink.frameBytes, level: sink.compression, singleFrame: annotator.options.singleFrame))
    }

    // MARK: - Stages

    /// The source: cuts the file into windows. Damage ends the file there; what was read before goes on.
    private func read(into emitter: Emitter<Window>) throws {
        let source = annotator.definition.source
        var window = Window()
        var bytes = 0
        var reader: CitationReader?
        do {
            let opened = try CitationReader(path: input)
            reader = opened
            while let item = try opened.next() {
                switch item {
                case .citation(let document):
                    bytes += document.text.utf8.count
                    window.documents.append(document)
                case .unreadable(let problem):
                    window.problems.append(problem)
                }
                if window.count >= source.window || bytes >= source.windowBytes {
                    try hand(on: window, to: emitter, reader: opened)
                    window = Window()
                    bytes = 0
                }
            }
        } catch let error as PubMedError {
            damage.withLock { $0 = error }
        }
        if let reader, window.count > 0 { try hand(on: window, to: emitter, reader: reader) }
    }

    private func hand(on window: Window, to emitter: Emitter<Window>, reader: CitationReader) throws {
        progress.read(citations: window.count, bytesOfFile: reader.bytesRead)
        try emitter.emit(window)
    }

    private static func process(_ window: Window, with worker: any StageWorker) throws -> Window {
        var window = window
        try worker.process(&window)
        return window
    }

    /// Turns the documents of a window into records; a document that breaks a rule of the format becomes a problem.
    private static func encode(_ window: Window, with encoder: RecordEncoder) throws -> EncodedWindow {
        var encoded = EncodedWindow(problems: window.problems)
        for document in window.documents {
            do throws(RecordError) {
                var record = EncodedRecord(citation: document.citation)
                try encoder.encode(document, into: &record.line)
                encoded.records.append(record)
                encoded.entities += document.entities.count
            } catch {
                guard error.isOfOneRecord else { throw error }
                encoded.problems.append(document.citation.problem(reason: "\(error)"))
            }
        }
        encoded.problems.sort { $0.position < $1.position }
        return encoded
    }

    /// The sink: writes a window's records.
    private func write(_ window: EncodedWindow, to written: inout Written) throws {
        for record in window.records {
            let citation = record.citation
            try written.file.append(line: record.line, pmid: citation.pmid, version: citation.version)
        }
        written.problems += window.problems
        written.entities += window.entities
        progress.wrote(records: window.records.count, problems: window.problems.count)
    }

    // MARK: - The end of the file

    private func finish(
        _ written: inout Written, seconds: Double, stages: [StageCounters.Snapshot]
    ) throws -> FileReport {
        let damage = damage.withLock { $0 }
        if let damage, !damage.kind.isOfContent { throw damage }
        var report = FileReport(
            input: input, output: folder.records(of: input), outcome: .complete, records: written.file.records,
            entities: written.entities, problems: written.problems, seconds: seconds, stages: stages)
        if let damage {
            report.outcome = .quarantined(reason: "\(damage)")
            report.output = folder.quarantinedRecords(of: input)
            try quarantine(written, reason: "\(damage)")
        } else {
            let notes = try notes ?? annotator.notes(of: input)
            try folder.write(written.problems, of: input)
            try written.file.finish(problems: written.problems.count, notes: notes)
            folder.clearQuarantine(of: input)
        }
        return report
    }

    /// Puts what was read of a damaged input into the quarantine folder: records, failed citations and reason, or nothing.
    private func quarantine(_ written: Written, reason: String) throws {
        do {
            try folder.createQuarantine()
            try folder.write(reason: reason, of: input)
            try folder.write(written.problems, of: input)
            try written.file.finish(
                problems: written.problems.count, as: folder.quarantinedRecords(of: input))
        } catch {
            folder.clearQuarantine(of: input)
            throw error
        }
    }
}

extension PubMedError.Kind {
    /// Whether the file was opened, and what is wrong lies in its content.
    fileprivate var isOfContent: Bool {
        switch self {
        case .notFound, .notPermitted, .notAFile, .readFailed: false
        case .empty, .notPubMed, .truncated, .badCompression, .badEncoding, .malformed, .overLimit: true
        }
    }
}

extension Citation {
    /// A problem with this citation.
    func problem(reason: String) -> CitationProblem {
        CitationProblem(pmid: pmid, position: source.position, reason: reason)
    }
}
