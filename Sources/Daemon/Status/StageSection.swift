/// The picture of the stages: what each does with its time, and how full the queues between them are.
struct StageSection {
    let run: ServiceStatus.FileInWork?

    var html: String {
        let head = "<section aria-labelledby=\"h-stages\"><h2 id=\"h-stages\">Stages</h2>"
        guard let stages = run?.stages, !stages.isEmpty else {
            return head + "<p class=\"soft\">Nothing runs.</p></section>"
        }
        let items = stages.map { "<li>\(card($0))\($0.queueCapacity > 0 ? queue($0) : "")</li>" }.joined()
        return head + "<ol class=\"stages\">\(items)</ol><div class=\"legend\">\(legend)</div></section>"
    }

    private func card(_ stage: ServiceStatus.Stage) -> String {
        let spent = max(stage.busySeconds + stage.starvedSeconds + stage.blockedSeconds, 1e-9)
        let shares = [
            ("busy", stage.busySeconds / spent), ("blocked", stage.blockedSeconds / spent),
            ("starved", stage.starvedSeconds / spent),
        ]
        var start = 0.0
        var bars = ""
        for (kind, share) in shares {
            bars +=
                "<rect class=\"\(kind)\" x=\"\(StatusSections.width(start))\" width=\"\(StatusSections.width(share))\" height=\"4\"/>"
            start += share
        }
        let words = shares.map { "\($0) \(StatusNumbers.share($1))" }.joined(separator: ", ")
        let workers = stage.workers == 1 ? "" : " × \(stage.workers)"
        return "<div class=\"stage\"><h3>\(HTMLText.escaped(stage.name))<span class=\"soft\">\(workers)</span></h3>"
            + "<svg role=\"img\" aria-label=\"\(words)\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\">\(bars)</svg>"
            + "<p>\(StatusNumbers.count(stage.items, "item"))</p>"
            + "<p class=\"soft\">\(StatusNumbers.share(shares[0].1)) busy</p></div>"
    }

    private func queue(_ stage: ServiceStatus.Stage) -> String {
        let share = min(Double(stage.queueDepth) / Double(stage.queueCapacity), 1)
        let isFull = stage.queueDepth >= stage.queueCapacity
        return "<div class=\"queue\(isFull ? " full" : "")\"><span class=\"arrow\" aria-hidden=\"true\">→</span>"
            + "<svg aria-hidden=\"true\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\">"
            + "<rect class=\"track\" width=\"100\" height=\"4\"/><rect class=\"\(isFull ? "blocked" : "done")\" "
            + "width=\"\(StatusSections.width(share))\" height=\"4\"/></svg>"
            + "queue \(stage.queueDepth) of \(stage.queueCapacity)\(isFull ? ", full" : "")</div>"
    }

    private var legend: String {
        let kinds = [
            ("busy", "busy: works"), ("blocked", "blocked: the queue behind it is full"),
            ("starved", "starved: nothing to take"),
        ]
        return kinds.map { kind, text in
            "<span><svg aria-hidden=\"true\" viewBox=\"0 0 4 4\"><rect class=\"\(kind)\" width=\"4\" height=\"4\"/></svg>\(text)</span>"
        }.joined()
    }
}
