import Testing

@testable import Commands

@Suite("What people read on the terminal")
struct ConsoleTests {
    @Test(
        "counts have separators",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-45_000, "-45,000"),
        ])
    func counts(number: Int, text: String) {
        #expect(Format.count(number) == text)
    }

    @Test("nouns agree with their number")
    func nouns() {
        #expect(Format.count(1, "entity") == "1 entity")
        #expect(Format.count(0, "entity") == "0 entities")
        #expect(Format.count(2, "record") == "2 records")
    }

    @Test(
        "durations use the unit that fits",
        arguments: [
            (0.04, "0.0 s"), (9.94, "9.9 s"), (59.6, "60 s"), (140, "2 min"), (170, "3 min"), (5399, "90 min"),
            (12_000, "3 h 20 min"),
        ] as [(Double, String)])
    func durations(seconds: Double, text: String) {
        #expect(Format.duration(seconds) == text)
    }

    @Test(
        "decimals are rounded and filled up",
        arguments: [
            (0.0, 2, "0.00"), (99.996, 2, "100.00"), (-0.5, 1, "-0.5"), (-0.001, 1, "0.0"), (12.34, 0, "12"),
            (0.05, 3, "0.050"),
        ])
    func decimals(number: Double, places: Int, text: String) {
        #expect(Format.decimal(number, places: places) == text)
    }

    @Test("a table lines up its columns")
    func table() {
        let table = Table(head: ["tag", "F1"], rows: [["BC2GM", "74.60"], ["X", "9.00"]])
        #expect(table.lines == ["tag       F1", "BC2GM  74.60", "X       9.00"])
    }

    @Test("the progress line fits the terminal", arguments: [10, 40, 60, 80, 200])
    func progressWidth(width: Int) {
        let state = ProgressBar.State(fraction: 0.431, label: "pubmed26n0001", done: 12_345, noun: "citations")
        let line = ProgressBar.line(state, seconds: 100, width: width)
        #expect(line.count < width)
        if width >= 60 { #expect(line.contains("43%") && line.contains("12,345 citations")) }
        if width >= 80 { #expect(line.hasPrefix("pubmed26n0001 █") && line.contains("123/s") && line.contains("left")) }
    }

    @Test("the progress line bears odd states")
    func progressStates() {
        let label = "x"
        for fraction in [0, 1, 1.7, -1] {
            let state = ProgressBar.State(fraction: fraction, label: label, done: 0, noun: "citations")
            #expect(ProgressBar.line(state, seconds: 0, width: 80).contains("%"))
        }
    }
}
