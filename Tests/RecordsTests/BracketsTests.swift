import Documents
import TestSupport
import Testing

@testable import Records

@Suite("Brackets")
struct BracketsTests {
    private func written(_ tree: ConstituencyTree, tokens: Int) throws(Brackets.Fault) -> String {
        var bytes = JSONBytes()
        try Brackets.append(tree, tokens: tokens, to: &bytes)
        return String(decoding: bytes.bytes, as: UTF8.self)
    }

    @Test("random trees come back as they were, unary chains too")
    func random() throws {
        var documents = RandomDocuments(seed: 5)
        for tokens in 0..<300 {
            let tree = documents.constituents(tokens % 40)
            let text = try written(tree, tokens: tokens % 40)
            #expect(Brackets.tree(of: text, tokens: tokens % 40) == tree)
        }
        let chain = ConstituencyTree(constituents: (0..<5000).map { .init(label: "X\($0)", first: 0, last: 0) })
        #expect(Brackets.tree(of: try written(chain, tokens: 1), tokens: 1) == chain)
    }

    @Test(
        "what is no tree over the tokens is refused",
        arguments: [
            "", "1", "(S)", "(S 1", "(S 1))", "(S 1) (S 2)", "(S 1 2) ", " (S 1 2)", "(S 2 1)", "(S 1 3)", "(S 1 2 3)",
            "(S 1)",
            "( 1 2)", "(S (NP) 1 2)", "(S  1 2)", "(S 01 2)", "(S 1 +2)", "(S 1 2x)", "(S (A 1) (B 2)", "((S 1 2))",
            "(S 1(B 2))",
            "(S 1 99999999999999999999)", "(S\n1 2)", "(é 1 2)",
        ])
    func refused(text: String) {
        #expect(Brackets.tree(of: text, tokens: 2) == nil)
    }

    @Test("constituents that cross or come in the wrong order are refused")
    func crossing() {
        let root = ConstituencyTree.Constituent(label: "S", first: 0, last: 3)
        for (first, second) in [
            ((0, 1), (1, 2)), ((1, 2), (0, 1)), ((2, 3), (1, 1)), ((1, 1), (0, 3)), ((1, 4), (2, 2)),
        ] {
            let tree = ConstituencyTree(constituents: [
                root, .init(label: "A", first: first.0, last: first.1),
                .init(label: "B", first: second.0, last: second.1),
            ])
            #expect(throws: Brackets.Fault.self) { try written(tree, tokens: 4) }
        }
    }
}
