internal import Files
internal import Foundation

/// Seconds that a run takes from begin to end, over all its parts that were not killed.
struct RunClock {
    private let path: String
    /// Seconds of the parts before.
    private let earlier: Double
    private let begin = ContinuousClock.now

    /// Starts for a run in a folder, which need not be there yet.
    init(folder: String) {
        path = "\(folder)/wall-seconds"
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
        earlier = text.flatMap { Double($0) } ?? 0
    }

    /// Seconds so far.
    var seconds: Double { earlier + (ContinuousClock.now - begin) / .seconds(1) }

    /// Keeps the seconds for the part that follows.
    func stop() throws {
        try AtomicFile.write(Array("\(seconds)".utf8), to: path)
    }
}
