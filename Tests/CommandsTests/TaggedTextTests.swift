import Documents
import Foundation
import Testing

@testable import Commands

@Suite("Tagged text")
struct TaggedTextTests {
    private var document: Document {
        let text = "β-blockers in mice.\nTP53 and lung cancer."
        let citation = Citation(
            pmid: "99", version: 2, source: .init(file: "a.xml", position: 1), journal: "J. Invented", year: 2026)
        var document = Document(citation: citation, text: text)
        document.passages = [
            Passage(kind: .title, span: TextSpan(0, 20)),
            Passage(kind: .abstract, label: "AIM", span: TextSpan(21, 42)),
        ]
        func entity(_ id: String, _ type: EntityType, _ start: Int, _ end: Int, score: Float = 0.5) -> Entity {
            Entity(id: id, type: type, span: TextSpan(start, end), sentence: 0, tokens: 0...0, tag: "X", score: score)
        }
        document.entities = [
            entity("T1", .chemical, 0, 11), entity("T2", .species, 15, 19), entity("T3", .gene, 21, 25),
            entity("T4", .disease, 30, 41, score: 0.9), entity("T5", .species, 30, 34, score: 0.8),
        ]
        return document
    }

    @Test("without colour, brackets name the type; of overlapping entities the surer is marked")
    func brackets() {
        let lines = TaggedText(document, inColour: false).lines
        #expect(lines[0] == "PMID 99 version 2 · J. Invented · 2026")
        #expect(lines[2] == "[β-blockers | Chemical] in [mice | Species].")
        #expect(lines[4] == "AIM [TP53 | Gene] and [lung cancer | Disease].")
        #expect(lines.last?.hasPrefix("T5") == true)
        #expect(lines.contains { $0.contains("T1") && $0.contains("0-10") && $0.contains("0.500") })
    }

    @Test("with colour, every escape is closed")
    func colour() {
        let text = TaggedText(document, inColour: true).lines.joined(separator: "\n")
        #expect(text.components(separatedBy: "\u{1B}[0m").count > 4)
        #expect(
            text.components(separatedBy: "\u{1B}[").count == 2 * text.components(separatedBy: "\u{1B}[0m").count - 1)
        #expect(text.contains("\u{1B}[30;48;5;156mβ-blockers\u{1B}[0m"))
    }

    @Test("control characters of a citation do not reach the terminal")
    func controls() {
        let citation = Citation(pmid: "5", source: .init(file: "a.xml", position: 3))
        let text = "a\u{1B}[31mb\u{9B}c\nd"
        let passage = Passage(kind: .title, span: TextSpan(0, text.utf8.count))
        let lines = TaggedText(Document(citation: citation, text: text, passages: [passage]), inColour: false).lines
        #expect(lines[2] == "a\u{FFFD}[31mb\u{FFFD}c d")
    }

    @Test("a deleted citation says so")
    func deleted() {
        let citation = Citation(pmid: "5", status: .deleted, source: .init(file: "a.xml", position: 3))
        #expect(TaggedText(Document(citation: citation), inColour: true).lines == ["PMID 5: deleted from PubMed"])
    }
}
