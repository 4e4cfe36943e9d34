extension StatusSections {
    /// Files by state, in all and of each folder.
    var files: String {
        let head = ["Folder", "Pipeline", "Waiting", "Running", "Done", "Quarantined"]
        func cells(_ files: ServiceStatus.FileCounts) -> String {
            files.byState.map { "<td class=\"number\">\(StatusNumbers.count($0.count))</td>" }.joined()
        }
        let rows = status.folders.map { folder in
            "<th scope=\"row\">\(HTMLText.file(folder.input))<br><span class=\"soft\">to \(HTMLText.file(folder.output))</span>"
                + "</th><td>\(HTMLText.escaped(folder.pipeline))</td>\(cells(folder.files))"
        }
        let all = "<th scope=\"row\">All folders</th><td></td>\(cells(status.files))"
        return table("files", "Files", "How many files are in each state", head, numbers: 2, rows: rows + [all])
    }

    /// Quarantined files; nothing when there are none.
    var quarantined: String {
        guard status.files.quarantined > 0 || !status.quarantined.isEmpty else { return "" }
        let rows = status.quarantined.map { file in
            "<th scope=\"row\">\(HTMLText.file(file.name))</th><td class=\"text\"><bdi>\(HTMLText.escaped(file.reason))</bdi></td>"
                + "<td>\(StatusNumbers.time(file.time))</td>"
        }
        let count = max(status.files.quarantined, status.quarantined.count)
        let caption =
            StatusNumbers.count(count, "file") + " put aside"
            + (count > rows.count ? ", the newest \(rows.count) of them here" : "")
            + "; <code>syntag retry</code> puts one back when the cause is mended"
        return table("quarantined", "Quarantined", caption, ["File", "Reason", "Time"], rows: rows, kind: "bad")
    }

    /// Recent problems.
    var problems: String {
        guard !status.problems.isEmpty else {
            return "<section aria-labelledby=\"h-problems\"><h2 id=\"h-problems\">Recent problems</h2>"
                + "<p class=\"soft\">None since the start.</p></section>"
        }
        let rows = status.problems.map { problem in
            let file = problem.file.map { "<br>" + HTMLText.file($0) } ?? ""
            let pmid = problem.pmid.map { "<br>PMID <bdi>\(HTMLText.escaped($0))</bdi>" } ?? ""
            return "<td class=\"text\"><bdi>\(HTMLText.escaped(problem.message))</bdi>\(file)\(pmid)</td>"
                + "<td>\(HTMLText.escaped(problem.kind))</td><td>\(StatusNumbers.time(problem.time))</td>"
        }
        return table("problems", "Recent problems", "The newest first", ["Problem", "Kind", "Time"], rows: rows)
    }

    /// The models.
    var models: String {
        let rows = status.models.map { model in
            "<th scope=\"row\"><bdi>\(HTMLText.escaped(model.name))</bdi></th>"
                + "<td class=\"text\"><span class=\"file\">\(HTMLText.escaped(model.digest))</span></td>"
        }
        guard !rows.isEmpty else { return "" }
        return table("models", "Models", "What annotates, by the digest of its files", ["Name", "Digest"], rows: rows)
    }

    /// A section with a table that scrolls sideways where it must, by the keyboard too. `numbers` is the first column of
    /// numbers.
    private func table(
        _ id: String, _ title: String, _ caption: String, _ head: [String], numbers: Int = .max, rows: [String],
        kind: String = ""
    ) -> String {
        let heads = head.enumerated().map { place, name in
            "<th scope=\"col\"\(place >= numbers ? " class=\"number\"" : "")>\(name)</th>"
        }
        return "<section class=\"\(kind)\" aria-labelledby=\"h-\(id)\"><h2 id=\"h-\(id)\">\(title)</h2>"
            + "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"h-\(id)\"><table><caption><span>\(caption)</span></caption>"
            + "<thead><tr>\(heads.joined())</tr></thead>"
            + "<tbody>\(rows.map { "<tr>\($0)</tr>" }.joined())</tbody></table></div></section>"
    }
}
