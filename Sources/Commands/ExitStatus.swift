import ArgumentParser
import Entities
import Files
import Pipelines
import PubMed
import Records

/// How a run ends (the values of sysexits.h).
enum ExitStatus: Int32, Sendable {
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
    func combined(with other: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.done, .noInput, .badInput, .inputOutput, .tryAgain, .configuration, .usage]
        let ranks = [self, other].map { order.firstIndex(of: $0) ?? 0 }
        return ranks[0] >= ranks[1] ? self : other
    }

    /// The status that an error calls for.
    init(of error: any Error) {
        switch error {
        case let error as FileError: self = Self.status(of: error)
        case let error as RecordError: self = Self.status(of: error)
        case is PubMedError: self = .badInput
        case is Annotator.Stopped: self = .tryAgain
        case is CorpusError: self = .badInput
        case is DefinitionError, is EntityModelError, is ModelLocations.NotFound: self = .configuration
        case is ValidationError: self = .usage
        default: self = .inputOutput
        }
    }
}
