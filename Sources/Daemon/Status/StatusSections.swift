import Foundation

/// The parts of the page, each as HTML.
struct StatusSections {
    let status: ServiceStatus

    /// What belongs to a place of the page. A place that the page has and this has not is a fault of the build, which tests
    /// find.
    func html(at place: String) -> String {
        switch place {
        case "title": title
        case "name": HTMLText.escaped(status.name)
        case "state": "<span class=\"state \(status.state.rawValue)\">\(status.state.rawValue)</span>"
        case "summary": summary
        case "work": work
        case "numbers": numbers
        case "stages": StageSection(run: status.current).html
        case "quarantined": quarantined
        case "problems": problems
        case "files": files
        case "models": models
        case "facts": facts
        default: "{{\(place)}}"
        }
    }

    private var title: String {
        let progress = status.current?.fraction.map { StatusNumbers.share($0) + " " } ?? ""
        return HTMLText.escaped("\(progress)\(status.name) – Syntag")
    }

    /// What has changed, for those who hear the page: nothing here changes every second.
    private var summary: String {
        let files = status.files
        let work =
            switch (status.state, status.current) {
            case (.starting, _): "Loading models and looking through the folders."
            case (.draining, let current?): "Ends the work on \(HTMLText.file(current.name)), then stops."
            case (.draining, nil): "Stops."
            case (.running, let current?): "Annotates \(HTMLText.file(current.name))."
            case (.running, nil): files.waiting == 0 ? "Waits for new files." : "Chooses the next file."
            }
        let counts = ["\(StatusNumbers.count(files.done)) done", "\(StatusNumbers.count(files.waiting)) waiting"]
        let bad = files.quarantined == 0 ? [] : ["\(StatusNumbers.count(files.quarantined)) quarantined"]
        return "\(work) Files: \((counts + bad).joined(separator: ", "))."
    }

    private var work: String {
        guard let current = status.current else {
            return
                "<section aria-labelledby=\"h-work\"><h2 id=\"h-work\">In work</h2><p class=\"soft\">No file.</p></section>"
        }
        let fraction = current.fraction.map { min(max($0, 0), 1) }
        let bar =
            fraction.map { fraction in
                "<svg class=\"progress\" role=\"img\" aria-label=\"\(StatusNumbers.share(fraction)) done\" "
                    + "viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\"><rect class=\"track\" width=\"100\" height=\"4\"/>"
                    + "<rect class=\"done\" width=\"\(Self.width(fraction))\" height=\"4\"/></svg>"
            } ?? ""
        var facts = ["\(StatusNumbers.count(current.citations, "citation"))"]
        if let fraction { facts.append(StatusNumbers.share(fraction)) }
        facts.append("for \(StatusNumbers.duration(status.time.timeIntervalSince(current.startedAt)))")
        return
            "<section aria-labelledby=\"h-work\"><h2 id=\"h-work\">In work</h2><p>\(HTMLText.file(current.name))</p>\(bar)"
            + "<p class=\"soft\">\(facts.joined(separator: " · "))</p></section>"
    }

    private var numbers: String {
        let totals = status.totals
        let facts = [
            ("Citations a second", StatusNumbers.decimal(status.citationsPerSecond)),
            ("Time left", status.secondsLeft.map(StatusNumbers.duration) ?? "not known"),
            ("Citations", StatusNumbers.count(totals.citations)),
            ("Taken over", StatusNumbers.count(totals.takenOver)),
            ("Deletions", StatusNumbers.count(totals.deleted)),
            ("Failed", StatusNumbers.count(totals.failed)),
        ]
        let list = facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" }.joined()
        return "<section aria-labelledby=\"h-numbers\"><h2 id=\"h-numbers\">Throughput</h2>"
            + "<dl class=\"numbers\">\(list)</dl></section>"
    }

    private var facts: String {
        "<p>Syntag \(HTMLText.escaped(status.version)), started \(StatusNumbers.time(status.startedAt)); "
            + "as of \(StatusNumbers.time(status.time)).</p>"
    }

    /// A share as the width of a bar of 100.
    static func width(_ share: Double) -> String { "\((share * 1000).rounded() / 10)" }
}
