/// A section of the page with a table. In a narrow window each row is set below the other, with the names of the columns in
/// front of the values; the roles say that it is a table all the same.
struct StatusTable {
    /// A cell, with its content as HTML.
    enum Cell {
        /// Heads its row.
        case head(String)
        /// Running text.
        case text(String)
        /// A number.
        case number(String)
        /// A word or a time.
        case plain(String)
    }

    var id: String
    var title: String
    var caption: String
    var head: [String]
    var rows: [[Cell]]
    /// Whether the section asks for attention.
    var isBad = false

    var html: String {
        "<section\(isBad ? " class=\"bad\"" : "") aria-labelledby=\"h-\(id)\"><h2 id=\"h-\(id)\">\(title)</h2>"
            + "<table role=\"table\"><caption>\(caption)</caption>"
            + "<thead role=\"rowgroup\"><tr role=\"row\">\(heads)</tr></thead>"
            + "<tbody role=\"rowgroup\">\(rows.map(row).joined())</tbody></table></section>"
    }

    private var heads: String {
        head.enumerated().map { column, name in
            let isNumber = rows.contains { if case .number = $0[column] { true } else { false } }
            return "<th role=\"columnheader\" scope=\"col\"\(isNumber ? " class=\"number\"" : "")>\(name)</th>"
        }.joined()
    }

    private func row(_ cells: [Cell]) -> String {
        let cells = zip(head, cells).map { name, cell in
            switch cell {
            case .head(let html): "<th role=\"rowheader\" scope=\"row\">\(html)</th>"
            case .text(let html): "<td role=\"cell\" class=\"text\">\(html)</td>"
            case .number(let html): "<td role=\"cell\" class=\"number\" data-column=\"\(name)\">\(html)</td>"
            case .plain(let html): "<td role=\"cell\" data-column=\"\(name)\">\(html)</td>"
            }
        }
        return "<tr role=\"row\">\(cells.joined())</tr>"
    }
}
