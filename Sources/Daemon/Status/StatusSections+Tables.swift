extension StatusSections {
    /// Files by state, in all and of each folder.
    var files: String {
        func cells(_ files: ServiceStatus.FileCounts) -> [StatusTable.Cell] {
            files.byState.map { .number(StatusNumbers.count($0.count)) }
        }
        let rows = status.folders.map { folder in
            let output = "<br><span class=\"soft\">to \(HTMLText.file(folder.output))</span>"
            return [.head(HTMLText.file(folder.input) + output), .plain(HTMLText.escaped(folder.pipeline))]
                + cells(folder.files)
        }
        let all: [StatusTable.Cell] = [.head("All folders"), .plain("")] + cells(status.files)
        return StatusTable(
            id: "files", title: "Files", caption: "How many files are in each state",
            head: ["Folder", "Pipeline", "Waiting", "Running", "Done", "Quarantined"], rows: rows + [all]
        ).html
    }

    /// Quarantined files; nothing when there are none.
    var quarantined: String {
        guard status.files.quarantined > 0 || !status.quarantined.isEmpty else { return "" }
        let rows = status.quarantined.map { file -> [StatusTable.Cell] in
            [
                .head(HTMLText.file(file.name)), .text("<bdi>\(HTMLText.escaped(file.reason))</bdi>"),
                .plain(StatusNumbers.time(file.time)),
            ]
        }
        let count = max(status.files.quarantined, status.quarantined.count)
        let caption =
            StatusNumbers.count(count, "file") + " put aside"
            + (count > rows.count ? ", the newest \(rows.count) of them here" : "")
            + "; <code>syntag retry</code> puts one back when the cause is mended"
        return StatusTable(
            id: "quarantined", title: "Quarantined", caption: caption, head: ["File", "Reason", "Time"], rows: rows,
            isBad: true
        ).html
    }

    /// Recent problems.
    var problems: String {
        guard !status.problems.isEmpty else {
            return "<section aria-labelledby=\"h-problems\"><h2 id=\"h-problems\">Recent problems</h2>"
                + "<p class=\"soft\">None since the start.</p></section>"
        }
        let rows = status.problems.map { problem -> [StatusTable.Cell] in
            let file = problem.file.map { "<br>" + HTMLText.file($0) } ?? ""
            let pmid = problem.pmid.map { "<br>PMID <bdi>\(HTMLText.escaped($0))</bdi>" } ?? ""
            return [
                .text("<bdi>\(HTMLText.escaped(problem.message))</bdi>\(file)\(pmid)"),
                .plain(HTMLText.escaped(problem.kind)), .plain(StatusNumbers.time(problem.time)),
            ]
        }
        return StatusTable(
            id: "problems", title: "Recent problems", caption: "The newest first", head: ["Problem", "Kind", "Time"],
            rows: rows
        ).html
    }

    /// The models.
    var models: String {
        let rows = status.models.map { model -> [StatusTable.Cell] in
            [
                .head("<bdi>\(HTMLText.escaped(model.name))</bdi>"),
                .text("<span class=\"file\">\(HTMLText.escaped(model.digest))</span>"),
            ]
        }
        guard !rows.isEmpty else { return "" }
        return StatusTable(
            id: "models", title: "Models", caption: "What annotates, by the digest of its files",
            head: ["Name", "Digest"], rows: rows
        ).html
    }
}
