internal import Files
internal import Foundation
internal import JSON

/// The log of a run: one JSON object a line, written as things happen.
///
/// `{"event":"start",...}` once a part of the run; `{"event":"step","step","epoch","loss","rate","norm","seconds",
/// "subwords_per_second"}` every few steps, seconds being those of training since the start, evaluation left out, and
/// with "losses" where the loss has parts; `{"event":"devel","step","mean","f1":{corpus: F1}}`, or "scores" where a
/// corpus has several; `{"event":"end",...}`.
final class TrainingLog {
    private let handle: FileHandle
    /// Seconds of training up to the last line about steps that was kept.
    let seconds: Double

    /// A value of a line.
    enum Value {
        case text(String)
        case number(Double)
        case count(Int)
        case scores([(String, Double)])

        fileprivate var json: String {
            switch self {
            case .text(let text): JSONText.quoted(text)
            case .number(let number): JSONText.number(number)
            case .count(let count): "\(count)"
            case .scores(let scores):
                "{" + scores.map { "\(JSONText.quoted($0.0)):\(JSONText.number($0.1))" }.joined(separator: ",") + "}"
            }
        }
    }

    /// Opens the log of a run that has made some steps: lines about later steps, of a part that was lost, are dropped.
    init(path: String, steps: Int) throws {
        var kept: [UInt8] = []
        var seconds = 0.0
        if steps > 0, let old = FileManager.default.contents(atPath: path) {
            for line in old.split(separator: UInt8(ascii: "\n")) {
                let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any]
                guard let step = object?["step"] as? Int, step <= steps else { continue }
                kept += line + [UInt8(ascii: "\n")]
                seconds = object?["seconds"] as? Double ?? seconds
            }
        }
        try AtomicFile.write(kept, to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw FileError(code: .denied, operation: .open, path: path)
        }
        handle.seekToEndOfFile()
        self.handle = handle
        self.seconds = seconds
    }

    /// Appends a line.
    func write(_ event: String, step: Int, _ values: [(String, Value)]) throws {
        let all = [("event", Value.text(event)), ("step", .count(step))] + values
        let line = "{" + all.map { "\(JSONText.quoted($0.0)):\($0.1.json)" }.joined(separator: ",") + "}\n"
        try handle.write(contentsOf: Data(line.utf8))
    }
}
