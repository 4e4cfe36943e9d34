@preconcurrency import Dispatch

/// A line at the foot of the terminal that shows how far long work is; nothing where there is no terminal.
final class ProgressBar: Sendable {
    /// The state of the work at one moment.
    struct State: Sendable {
        /// Share done, 0 to 1.
        var fraction: Double
        /// Name of what is in work.
        var label: String
        /// Things done so far, and their noun.
        var done: Int
        var noun: String
        /// The share that was done before, when the work goes on from an earlier run.
        var start = 0.0
    }

    private let timer: (any DispatchSourceTimer)?
    private let queue = DispatchQueue(label: "syntag.progress")

    /// Begins to draw, four times a second, what `state` says.
    init(_ state: @escaping @Sendable () -> State) {
        guard Console.showsProgress else {
            timer = nil
            return
        }
        let start = DispatchTime.now().uptimeNanoseconds
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250))
        timer.setEventHandler {
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            Console.progress(Self.line(state(), seconds: seconds, width: Console.width))
        }
        timer.resume()
        self.timer = timer
    }

    /// Stops drawing and clears the line.
    func finish() {
        guard let timer else { return }
        timer.cancel()
        queue.sync { Console.progress("") }
    }

    /// The line for a state after some seconds, at most `width` characters.
    static func line(_ state: State, seconds: Double, width: Int) -> String {
        let fraction = min(max(state.fraction, 0), 1)
        let rate = seconds > 0 ? Double(state.done) / seconds : 0
        var facts = "\(Int(fraction * 100))%  \(Format.count(state.done)) \(state.noun)  "
        facts += "\(Format.decimal(rate, places: rate < 10 ? 1 : 0))/s"
        if fraction - state.start > 0.001, seconds > 1 {
            facts += "  \(Format.duration(seconds * (1 - fraction) / (fraction - state.start))) left"
        }
        // The name goes before the bar; a bar of a few cells says nothing that the percentage does not.
        let room = width - 1 - facts.count
        let cells = min(room - state.label.count - 3, 30)
        guard cells >= 6 else {
            let label = state.label.count + 2 <= room ? state.label + "  " : ""
            return String((label + facts).prefix(max(width - 1, 0)))
        }
        let full = Int(fraction * Double(cells))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
        return "\(state.label) \(bar) \(facts)"
    }
}
