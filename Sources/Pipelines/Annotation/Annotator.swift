import Documents
import Files
import Flow
import PubMed
public import Records
import Synchronization

/// Runs a pipeline over PubMed files, one after another; models are loaded once.
public final class Annotator: Sendable {
    /// How records are made and files cut.
    public struct Options: Sendable {
        /// Number of workers of stages that say `auto`, at least 1.
        public var jobs: Int
        /// Whether an output is one zstd frame, for readers that stop at the first.
        public var singleFrame: Bool

        /// Makes options.
        public init(jobs: Int, singleFrame: Bool = false) {
            self.jobs = jobs
            self.singleFrame = singleFrame
        }
    }

    /// The run was stopped from outside before the file was done.
    public struct Stopped: Error {
        /// Makes the error.
        public init() {}
    }

    /// The pipeline.
    public let definition: PipelineDefinition
    /// The model, or the models, of the records.
    public let model: ModelStamp?
    let options: Options
    let stages: [any PreparedStage]
    private let current = Mutex<(run: FlowRun?, isStopped: Bool)>((nil, false))

    /// Loads what the stages need.
    ///
    /// - Throws: what a model's room throws, and `DefinitionError` for a stage whose model reads what no stage before it
    ///   provides.
    public init(definition: PipelineDefinition, models: ModelLocations, options: Options) throws {
        self.definition = definition
        self.options = options
        stages = try definition.stages.map { try $0.type.prepare(models: models) }
        try definition.checkOrder(of: stages)
        model = ModelStamp(stages.compactMap(\.model))
    }

    /// Stops the file in work, and every later one, as soon as its stages look up; may be called from any thread.
    public func stop() {
        let run = current.withLock { current in
            current.isStopped = true
            return current.run
        }
        run?.cancel(with: Stopped())
    }

    /// What an earlier run left for an input.
    public struct Earlier: Sendable {
        /// Its output, when that is complete and up to date: made of the same bytes by the same model, stages and options.
        public fileprivate(set) var finished: RecordFileSummary?
        /// What was found out about the input, for the run that makes the output anew.
        fileprivate(set) var notes: [String: String]?

        /// Nothing that was looked for.
        public init() {}
    }

    /// Looks for what an earlier run left for an input; the input itself is read only where there is an output of the model.
    public func earlier(_ input: String, in folder: OutputFolder) -> Earlier {
        var earlier = Earlier()
        guard
            let summary = try? RecordFileSummary.read(path: folder.records(of: input)), summary.model == model,
            let notes = try? notes(of: input)
        else { return earlier }
        earlier.notes = notes
        if summary.notes == notes, notes["input"] != nil { earlier.finished = summary }
        return earlier
    }

    /// What beside the model decides whether an output is up to date: the input's bytes, the stages with their options,
    /// and how the file is cut into frames.
    func notes(of input: String) throws(FileError) -> [String: String] {
        let stages = definition.stages.map { "\($0.typeName) \($0.type.summary)" }.joined(separator: "; ")
        let frames = "\(definition.sink.frameBytes) \(definition.sink.compression) \(options.singleFrame)"
        var notes = ["options": Digest.of(Array("\(stages); frames \(frames)".utf8)).hexadecimal]
        // A pipe can be read only once; what came of it is never up to date.
        if try FileInput(path: input).size > 0 { notes["input"] = try Digest.ofFile(input).hexadecimal }
        return notes
    }

    /// Annotates one input file into a folder.
    ///
    /// What `earlier(_:in:)` said is handed on with `earlier`, or the input is read once more for its digest.
    /// A damaged input is no error of this function: it is quarantined and reported. Throws `PubMedError` when the
    /// input cannot be opened, `FileError` or `RecordError` when the output cannot be written, `Stopped` after `stop`.
    public func annotate(
        _ input: String, into folder: OutputFolder, progress: AnnotationProgress, earlier: Earlier = Earlier()
    ) throws -> FileReport {
        let run = AnnotationRun(
            annotator: self, input: input, notes: earlier.notes, folder: folder, progress: progress)
        let flow = FlowRun()
        let isStopped = current.withLock { current in
            current.run = flow
            return current.isStopped
        }
        defer { current.withLock { $0.run = nil } }
        if isStopped { throw Stopped() }
        return try run.execute(in: flow)
    }
}
