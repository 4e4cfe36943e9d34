import ArgumentParser
import Files
import Foundation
import Pipelines
import PubMed
import Records
import Synchronization
import Tensors

/// `syntag annotate`: PubMed files in, compressed records out.
struct AnnotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Annotate PubMed files; one NAME.jsonl.zst for each.",
        discussion: """
            Each input gets an output of its name, complete or not there at all. Damaged inputs are quarantined in \
            DIR/quarantine with what could be read; citations that fail are listed in DIR/NAME.problems.tsv. \
            The paths of finished outputs are printed on standard output.

            EXAMPLES
              syntag annotate pubmed26n0001.xml.gz --output annotated/
              syntag annotate baseline/ --output annotated/ --jobs 8 --resume
              syntag annotate --manifest files.txt --shard 3/16 --output /shared/annotated

            Ctrl-C or SIGTERM stops within seconds (a second one at once), SIGUSR1 after the file in work; all end with \
            code 75, and the same command with --resume goes on. Without --resume, outputs are made anew; a manifest \
            implies it. Folders within folders are not searched; the paths of a manifest are relative to this folder.
            """)

    @Argument(help: "PubMed XML files (.xml, .xml.gz), or folders of them.", completion: .file())
    var inputs: [String] = []

    @Option(name: [.short, .long], help: "Folder for the records; made if it is not there.", completion: .directory)
    var output: String

    @Option(help: "Pipeline file; the default is the one of pipelines/pubmed.yaml.", completion: .file())
    var pipeline: String?

    @Option(
        help: ArgumentHelp(
            "Folder of a model, of which its task is told, or of several; may be given again. Those that come with "
                + "Syntag are the default.", valueName: "folder"),
        completion: .directory)
    var model: [String] = []

    @OptionGroup var threads: JobsOption

    @Option(help: "Text file that names one input a line.", completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp("Do only part I of N of the inputs.", valueName: "I/N"),
        transform: { text in
            guard let shard = InputList.Shard(argument: text) else {
                throw ValidationError("'\(text)' is no shard; give \(InputList.Shard.rule)")
            }
            return shard
        })
    var shard: InputList.Shard?

    @Flag(help: "Leave out inputs whose output is complete and of the same model.")
    var resume = false

    @Flag(help: "Write one zstd frame an output, for readers that stop at the first.")
    var singleFrame = false

    @Flag(help: "Show what each stage did.")
    var verbose = false

    func validate() throws {
        guard manifest != nil || !inputs.isEmpty else { throw ValidationError("\(InputList.Problem.none)") }
    }

    func run() throws {
        OpenBLASKernel.selectBest()
        let signals = StopSignals()
        try reporting {
            let inputs = try InputList(arguments: self.inputs, manifest: manifest, shard: shard)
            try OpenBLASKernel.verify()
            let annotator = try Annotator(
                definition: pipeline.map { try PipelineDefinition(contentsOf: $0) } ?? .standard,
                models: ModelLocations(named: model), options: .init(jobs: threads.jobs, singleFrame: singleFrame))
            if verbose { announce(annotator) }
            return annotate(inputs, with: annotator, signals: signals)
        }
    }

    /// Annotates every file and says how the run ended.
    private func annotate(_ inputs: InputList, with annotator: Annotator, signals: StopSignals) -> SystemExit {
        let folder = OutputFolder(output)
        let progress = AnnotationProgress()
        signals.onStop { annotator.stop() }
        let total = inputs.files.reduce(0) { $0 + InputList.size(of: $1) }
        let label = Mutex("")
        let count = inputs.files.count
        let bar = ProgressBar {
            .init(
                fraction: Double(progress.bytesDone) / Double(max(total, 1)), label: label.withLock { $0 },
                done: progress.records, noun: "citations")
        }
        defer { bar.finish() }

        var status = inputs.missing.isEmpty ? SystemExit.done : .noInput
        var done = 0
        defer { if done > 0 { Console.message("\(Format.count(done, "input")) done before and left as they were") } }
        for path in inputs.missing { Console.message("syntag: no such file or folder: \(path); check the name") }
        for (number, input) in inputs.files.enumerated() {
            if signals.isStopRequested {
                Console.message("syntag: stopped before \(input); give the same command with --resume to go on")
                return status.combined(with: .tryAgain)
            }
            defer { progress.finishFile(size: InputList.size(of: input)) }
            let looksBack = resume || manifest != nil
            let earlier = looksBack ? annotator.earlier(input, in: folder) : Annotator.Earlier()
            if let finished = earlier.finished {
                done += 1
                if finished.problems > 0 {
                    let failed = Format.count(finished.problems, "citation")
                    Console.message("syntag: \(input): done before; \(failed) failed, see its .problems.tsv")
                    status = status.combined(with: .badInput)
                }
                continue
            }
            let name = OutputFolder.name(of: input)
            label.withLock { $0 = count > 1 ? "\(number + 1)/\(count) \(name)" : name }
            do {
                let report = try annotator.annotate(input, into: folder, progress: progress, earlier: earlier)
                status = status.combined(with: tell(report))
            } catch is Annotator.Stopped {
                Console.message("syntag: stopped in \(input); nothing of it was kept; go on with --resume")
                return status.combined(with: .tryAgain)
            } catch {
                Console.failure(error)
                status = status.combined(with: SystemExit(of: error))
                if !SystemExit.isOfOneFile(error) { return status }
            }
        }
        return status
    }

    /// Tells what came of a file.
    private func tell(_ report: FileReport) -> SystemExit {
        for problem in report.problems { Console.message("syntag: \(report.input): \(problem)") }
        if verbose { StageTable(report.stages, seconds: report.seconds).lines.forEach(Console.message) }
        var facts = "\(Format.count(report.records, "record")), "
        facts += "\(Format.count(report.entities, "entity")) in \(Format.duration(report.seconds))"
        if report.seconds > 0 {
            facts += " (\(Format.decimal(Double(report.records) / report.seconds, places: 1))/s)"
        }
        switch report.outcome {
        case .complete:
            Console.message("\(report.input): \(facts)")
            Console.result(report.output)
            return report.problems.isEmpty ? .done : .badInput
        case .quarantined(let reason):
            Console.message("syntag: \(reason)")
            Console.message("\(report.input): damaged; \(facts) kept in \(report.output)")
            return .badInput
        }
    }

    private func announce(_ annotator: Annotator) {
        Console.message("kernel \(OpenBLASKernel.current), \(Format.count(threads.jobs, "job"))")
        if let model = annotator.model { Console.message("model \(model.name) \(model.digest.hexadecimal.prefix(12))") }
    }
}
