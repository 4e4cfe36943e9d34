import ArgumentParser
import Configuration
import Encoder
import Entities
import Files
import Learning
import Pipelines
import PubMed
import Records
import Sentences
import Syntax
import Tensors
import Treebanks
import WordPieces

/// A mistake on the command line that shows only when the command runs.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}

/// How a run ends (the values of sysexits.h).
enum SystemExit: Int32, Sendable {
    case done = 0
    /// The command line does not make sense.
    case usage = 64
    /// Some input was bad; the rest is done, the bad is listed and quarantined.
    case badInput = 65
    /// There is no such input.
    case noInput = 66
    /// Reading or writing failed.
    case inputOutput = 74
    /// The run was stopped or the disk is full: the same command can be given again.
    case tryAgain = 75
    /// A configuration, pipeline or model is wrong.
    case configuration = 78

    /// What the process ends with.
    var code: ExitCode { ExitCode(rawValue) }

    /// Which of two is reported when both happened: what asks for an operator comes before what is only news.
    func combined(with other: SystemExit) -> SystemExit {
        let order: [SystemExit] = [.done, .noInput, .badInput, .inputOutput, .tryAgain, .configuration, .usage]
        let ranks = [self, other].map { order.firstIndex(of: $0) ?? 0 }
        return ranks[0] >= ranks[1] ? self : other
    }

    /// The status that an error calls for.
    init(of error: any Error) {
        switch error {
        case let error as FileError: self.init(of: error)
        case let error as RecordError: self.init(of: error)
        case let error as PubMedError: self.init(of: error.kind)
        case is Annotator.Stopped: self = .tryAgain
        case let error as CorpusError: self.init(of: error.kind)
        case let error as TreebankError:
            if case .file(let error) = error.kind { self.init(of: error) } else { self = .badInput }
        case is EntityModelError, is SyntaxModelError, is BoundaryModelError: self = .configuration
        case is DefinitionError, is Checksums.Mismatch: self = .configuration
        case is ModelLocations.NotFound, is ModelLocations.Unused: self = .configuration
        case is ImportError: self = .configuration
        case is TextError: self = .badInput
        case let error as TrainingError: self = error.kind.isOfFiles ? .inputOutput : .configuration
        case is VocabularyError, is EncoderError, is SafetensorsError: self = .configuration
        case let error as InputList.Problem: self = error.isOfUsage ? .usage : .noInput
        case is PassageReader.Unreadable: self = .noInput
        case is UsageError: self = .usage
        default: self = .inputOutput
        }
    }

    /// Whether a failure concerns one input or its output, so that the next file may fare better.
    static func isOfOneFile(_ error: any Error) -> Bool {
        switch error {
        case is PubMedError: true
        case let error as FileError: [.busy, .isFolder].contains(error.code)
        case let error as RecordError:
            if case .file(let error) = error.cause { isOfOneFile(error) } else { false }
        default: false
        }
    }

    private init(of error: FileError) {
        self =
            switch (error.code, error.operation) {
            case (.full, _), (.busy, _): .tryAgain
            // Folders for output are made before files in them are opened: what cannot be opened is an input.
            case (.notFound, .open): .noInput
            default: .inputOutput
            }
    }

    private init(of kind: CorpusError.Kind) {
        if case .unreadable = kind { self = .noInput } else { self = .badInput }
    }

    private init(of error: RecordError) {
        switch error.cause {
        case .file(let error): self.init(of: error)
        case .compressor: self = .inputOutput
        default: self = .badInput
        }
    }

    private init(of kind: PubMedError.Kind) {
        self =
            switch kind {
            case .notFound: .noInput
            case .notPermitted, .notAFile, .readFailed: .inputOutput
            case .empty, .notPubMed, .truncated, .badCompression, .badEncoding, .malformed, .overLimit: .badInput
            }
    }
}
