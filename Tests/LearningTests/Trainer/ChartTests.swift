import Foundation
import TestSupport
import Testing

@testable import Learning

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Charts")
struct ChartTests {
    /// Counts the elements of a well-formed document and gathers its texts.
    private final class Reader: NSObject, XMLParserDelegate {
        var counts: [String: Int] = [:]
        var texts: [String] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            counts[name, default: 0] += 1
            if name == "text" { texts.append("") }
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            guard !texts.isEmpty else { return }
            texts[texts.count - 1] += text
        }
    }

    private func read(_ svg: String) -> Reader? {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        guard parser.parse() else { return nil }
        reader.texts = reader.texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return reader
    }

    private func state(losses: Int, evaluations: Int, corpora: Int) -> RunState {
        var state = RunState(digest: "")
        var random = SeededGenerator(seed: 3)
        state.step = 100
        for step in 0..<losses {
            state.losses.append(.init(step: step * 100 / max(losses, 1), value: 2 / Double(step + 1)))
        }
        for evaluation in 0..<evaluations {
            let f1 = (0..<corpora).map { _ in Double.random(in: 60...90, using: &random) }
            state.evaluations.append(.init(step: (evaluation + 1) * 100 / evaluations, values: f1))
        }
        return state
    }

    @Test(
        "learning curves are well-formed and name what they show",
        arguments: [(0, 0, 0), (1, 1, 1), (30, 4, 2), (300, 10, 7)])
    func curves(losses: Int, evaluations: Int, corpora: Int) throws {
        let names = (0..<corpora).map { "A&B <\($0)>" }
        let plan = StepPlan(batches: [50, 50], accumulate: 1, limit: nil, evaluationsPerEpoch: 1)
        let curves = LearningCurves(
            state: state(losses: losses, evaluations: evaluations, corpora: corpora), steps: plan,
            names: ScoreNames(corpora: names))
        let reader = try #require(read(curves.svg))
        #expect(reader.texts.contains("epochs"))
        #expect(reader.texts.contains("loss a word (nats)"))
        for name in names { #expect(reader.texts.contains(name)) }
        #expect(reader.counts["polyline"] == 2 + (corpora > 0 ? corpora + 1 : 0))
        #expect(!curves.svg.contains("nan") && !curves.svg.contains("inf"))
    }

    @Test(
        "axes cover their values with a few round marks",
        arguments: [(0.0, 1.0), (63.2, 91.7), (0, 0.0123), (5, 5), (0, 4), (-12, 3)])
    func axes(low: Double, high: Double) {
        let axis = Axis(over: low...high, pixels: (300, 60))
        #expect(axis.values.contains(low) && axis.values.contains(high))
        #expect(2...12 ~= axis.marks.count)
        #expect(Set(axis.marks.map(axis.label)).count == axis.marks.count)
        #expect(abs(axis.pixel(axis.values.lowerBound) - 300) < 1e-9)
        #expect(abs(axis.pixel(axis.values.upperBound) - 60) < 1e-9)
    }

    @Test("labels have the places that their step needs")
    func labels() {
        let unit = Axis(over: 0...1, pixels: (0, 1))
        #expect(unit.marks.map(unit.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        let epochs = Axis(over: 0...4, pixels: (0, 1), marks: 8, exact: true)
        #expect(epochs.marks.map(epochs.label).first == "0.0")
        #expect(epochs.marks.last == 4)
        let wide = Axis(over: 60...90, pixels: (0, 1))
        #expect(wide.marks.map(wide.label) == ["60", "70", "80", "90"])
        let signed = Axis(over: -0.5...0.5, pixels: (0, 1), marks: 2)
        #expect(signed.marks.map(signed.label) == ["-0.5", "0.0", "0.5"])
    }
}
