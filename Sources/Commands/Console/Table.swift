/// Rows in columns for a terminal: the first column to the left, the others to the right.
struct Table {
    /// The lines, the head first.
    let lines: [String]

    /// Lines up rows that have as many cells as the head.
    init(head: [String], rows: [[String]]) {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        lines = ([head] + rows).map { row in
            row.indices.map { Format.padded(row[$0], to: widths[$0], left: $0 > 0) }.joined(separator: "  ")
        }
    }
}
