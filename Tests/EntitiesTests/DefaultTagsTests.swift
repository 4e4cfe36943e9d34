import Documents
import Testing

@testable import Entities

@Suite("Default tags")
struct DefaultTagsTests {
    func tag(_ name: String, _ type: EntityType) -> EntityTag {
        EntityTag(
            name: name, type: type, opening: ["<\(name)>"], closing: ["</\(name)>"],
            tokens: TagTokens(open: 1, close: 2))
    }

    @Test("Of the seven corpora one a type is chosen, in the model's order")
    func sevenCorpora() {
        let tags = [
            tag("JNLPBA", .gene), tag("Species-800", .species), tag("BC2GM", .gene), tag("Linnaeus", .species),
            tag("BC5CDR-chemical", .chemical), tag("BC5CDR-disease", .disease), tag("NCBI-disease", .disease),
        ]
        let choice = DefaultTags.choice(of: tags, asked: nil).map(\.name)
        #expect(choice == ["BC2GM", "Linnaeus", "BC5CDR-chemical", "NCBI-disease"])
    }

    @Test("Of corpora without a preference the first of each type is chosen")
    func others() {
        let tags = [tag("A", .species), tag("B", .gene), tag("C", .species)]
        #expect(DefaultTags.choice(of: tags, asked: nil).map(\.name) == ["A", "B"])
    }

    @Test("The model's own choice is taken as it is, in its order")
    func asked() {
        let tags = [tag("BC2GM", .gene), tag("JNLPBA", .gene), tag("Linnaeus", .species)]
        #expect(DefaultTags.choice(of: tags, asked: ["JNLPBA", "BC2GM"]).map(\.name) == ["JNLPBA", "BC2GM"])
    }
}
