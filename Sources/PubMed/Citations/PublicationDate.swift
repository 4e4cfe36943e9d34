/// The date of publication as NLM gives it, and what is known of it.
struct PublicationDate {
    var year = ""
    var month = ""
    var day = ""
    /// A date that fits no calendar: "1998 Dec-1999 Jan", "2000 Spring", "1976-1977".
    var medlineDate = ""

    /// Year and ISO 8601 date as far as they are known: "2020", "2020-03", "2020-03-07"; nil where no year is.
    ///
    /// Of a period the beginning counts, to the month: "1998 Dec-1999 Jan" is "1998-12". Seasons give a year alone.
    var resolved: (year: Int, date: String)? {
        if let number = PublicationDate.year(in: year) {
            guard let monthNumber = PublicationDate.month(named: month[...]) else { return (number, "\(number)") }
            guard let dayNumber = Int(day), (1...31).contains(dayNumber) else {
                return (number, "\(number)-\(twoDigits(monthNumber))")
            }
            return (number, "\(number)-\(twoDigits(monthNumber))-\(twoDigits(dayNumber))")
        }
        let words = medlineDate.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        for (index, word) in words.enumerated() {
            guard let number = PublicationDate.year(in: word) else { continue }
            // "1998 Dec": the month stands right behind its year; "1976-1977 Dec" has none of the first year.
            if index + 1 < words.count, words[index + 1].first?.isLetter == true,
                let monthNumber = PublicationDate.month(named: words[index + 1])
            {
                return (number, "\(number)-\(twoDigits(monthNumber))")
            }
            return (number, "\(number)")
        }
        return nil
    }

    /// Exactly four digits from 1000 on.
    private static func year(in text: some StringProtocol) -> Int? {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        return number >= 1000 ? number : nil
    }

    /// 1...12 for a number or an English name from its first three letters on ("3", "03", "Mar", "MARCH").
    private static func month(named text: Substring) -> Int? {
        if let number = Int(text) { return (1...12).contains(number) ? number : nil }
        let name = text.lowercased()
        guard name.utf8.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(name) }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
