import Documents
import Files
import Records
import Testing

@Suite("Writing records")
struct RecordEncoderTests {
    /// "β-catenin 𝛼 binds." as a title, with syntax and one entity.
    static let document: Document = {
        let citation = Citation(
            pmid: "123", version: 2, source: .init(file: "a.xml.gz", position: 4), doi: "10.1/x\"y", year: 2020,
            languages: ["eng"], types: ["Journal Article"])
        let tokens = [
            Token(span: TextSpan(0, 10), xpos: "NN", upos: "NOUN"),
            Token(span: TextSpan(11, 15), xpos: "NN", upos: "X"),
            Token(span: TextSpan(16, 21), xpos: "VBZ", upos: "VERB"),
            Token(span: TextSpan(21, 22), xpos: ".", upos: "PUNCT"),
        ]
        let tree = ConstituencyTree(constituents: [
            .init(label: "S", first: 0, last: 3), .init(label: "NP", first: 0, last: 1),
            .init(label: "VP", first: 2, last: 2),
        ])
        let sentence = Sentence(
            span: TextSpan(0, 22), tokens: tokens,
            dependencies: DependencyTree(heads: [2, 3, 0, 3], relations: ["compound", "nsubj", "root", "punct"]),
            constituents: tree)
        let entity = Entity(
            id: "T1", type: .gene, span: TextSpan(0, 15), sentence: 0, tokens: 0...1, tag: "BC2GM", score: 0.98766,
            identifiers: ["NCBI:1"])
        return Document(
            citation: citation, text: "β-catenin 𝛼 binds.", passages: [Passage(kind: .title, span: TextSpan(0, 22))],
            sentences: [sentence], entities: [entity])
    }()

    private func line(_ document: Document, model: ModelStamp? = nil) throws -> String {
        var bytes: [UInt8] = []
        try RecordEncoder(model: model).encode(document, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("keys are in the order of the contract, offsets are code points")
    func whole() throws {
        let model = ModelStamp(name: "m", digest: Digest.of([]))
        let expected =
            #"{"schema":"syntag/1","pmid":"123","version":2,"status":"current","source":{"file":"a.xml.gz","position":4},"#
            + #""doi":"10.1/x\"y","pmc":null,"journal":null,"year":2020,"date":null,"languages":["eng"],"#
            + #""types":["Journal Article"],"collectives":[],"text":"β-catenin 𝛼 binds.","#
            + #""passages":[{"kind":"title","label":null,"language":null,"start":0,"end":18}],"#
            + #""sentences":[{"start":0,"end":18,"tokens":{"start":[0,10,12,17],"end":[9,11,17,18],"#
            + #""pos":["NN","NN","VBZ","."],"upos":["NOUN","X","VERB","PUNCT"],"head":[2,3,0,3],"#
            + #""deprel":["compound","nsubj","root","punct"]},"tree":"(S (NP 1 2) (VP 3) 4)"}],"#
            + #""entities":[{"id":"T1","type":"Gene","start":0,"end":11,"text":"β-catenin 𝛼","sentence":0,"tokens":[0,1],"#
            + #""tag":"BC2GM","score":0.9877,"identifiers":["NCBI:1"]}],"#
            + #""model":{"name":"m","digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}"#
        #expect(try line(Self.document, model: model) == expected + "\n")
    }

    @Test("a deleted citation has its identity and nothing else")
    func deleted() throws {
        var document = Document(citation: Self.document.citation)
        document.citation.status = .deleted
        let written = try line(document)
        #expect(written.contains(#""status":"deleted""#))
        #expect(written.hasSuffix(#""text":"","passages":[],"sentences":[],"entities":[],"model":null}"# + "\n"))
        document.text = "x"
        #expect(throws: RecordError(.document(.deletedWithContent), pmid: "123")) { try line(document) }
    }

    @Test("syntax is left out where none was found")
    func withoutSyntax() throws {
        var document = Self.document
        document.sentences[0].dependencies = nil
        document.sentences[0].constituents = nil
        for token in 0..<4 {
            document.sentences[0].tokens[token].xpos = nil
            document.sentences[0].tokens[token].upos = nil
        }
        #expect(try line(document).contains(#""tokens":{"start":[0,10,12,17],"end":[9,11,17,18]}}]"#))
    }

    @Test("the pieces of a long sentence are told, and only then")
    func pieces() throws {
        var document = Self.document
        #expect(try !line(document).contains("pieces"))
        document.sentences[0].pieces = [0, 2]
        #expect(try line(document).contains(#""tree":"(S (NP 1 2) (VP 3) 4)","pieces":[0,2]}]"#))
    }

    @Test("several models are told by task, one alone as itself")
    func models() throws {
        let entities = ModelStamp.Part(task: .entities, name: "e", digest: Digest.of([1]))
        let syntax = ModelStamp.Part(task: .syntax, name: "s", digest: Digest.of([2]))
        #expect(ModelStamp([]) == nil)
        #expect(ModelStamp([entities]) == ModelStamp(name: "e", digest: entities.digest))
        let both = try #require(ModelStamp([entities, syntax]))
        #expect(both == ModelStamp([syntax, entities]))
        #expect(both.name == "s + e")
        #expect(both.digest == Digest.combined([("syntax", syntax.digest), ("entities", entities.digest)]))
        let parts =
            #""parts":{"syntax":{"name":"s","digest":"\#(syntax.digest.hexadecimal)"},"#
            + #""entities":{"name":"e","digest":"\#(entities.digest.hexadecimal)"}}}}"# + "\n"
        #expect(try line(Self.document, model: both).hasSuffix(parts))
    }

    @Test(
        "scores have four decimals",
        arguments: [(Float(0), "0.0000"), (1, "1.0000"), (0.00006, "0.0001"), (0.99994, "0.9999")])
    func scores(score: Float, written: String) throws {
        var document = Self.document
        document.entities[0].score = score
        #expect(try line(document).contains(#""score":\#(written),"#))
    }

    @Test(
        "a document that breaks a rule is refused, nothing is appended, and the next one is written",
        arguments: brokenRules)
    func faults(fault: DocumentFault, change: @Sendable (inout Document) -> Void) throws {
        var document = Self.document
        change(&document)
        let encoder = RecordEncoder(model: nil)
        var bytes: [UInt8] = [1]
        let error = #expect(throws: RecordError.self) { try encoder.encode(document, into: &bytes) }
        #expect(error?.cause == .document(fault))
        #expect(error?.isOfOneRecord == true)
        #expect(bytes == [1])
        try encoder.encode(Self.document, into: &bytes)
        #expect(bytes.count > 1)
    }

    private static let brokenRules: [(DocumentFault, @Sendable (inout Document) -> Void)] = [
        (.pmid, { $0.citation.pmid = "12a" }),
        (.pmid, { $0.citation.pmid = "" }),
        (.number("version", 0), { $0.citation.version = 0 }),
        (.number("position", -1), { $0.citation.source.position = -1 }),
        (.number("year", 12_345), { $0.citation.year = 12_345 }),
        (.outside(.passage(0), TextSpan(0, 23), text: 22), { $0.passages[0].span = TextSpan(0, 23) }),
        (.outside(.passage(0), TextSpan(-1, 22), text: 22), { $0.passages[0].span = TextSpan(-1, 22) }),
        (.splitsCharacter(.sentence(0), TextSpan(1, 22)), { $0.sentences[0].span = TextSpan(1, 22) }),
        (.splitsCharacter(.token(0, 1), TextSpan(11, 14)), { $0.sentences[0].tokens[1].span = TextSpan(11, 14) }),
        (.splitsCharacter(.entity(0), TextSpan(0, 13)), { $0.entities[0].span = TextSpan(0, 13) }),
        (.empty(.token(0, 2)), { $0.sentences[0].tokens[2].span = TextSpan(16, 16) }),
        (.empty(.sentence(0)), { $0.sentences[0].span = TextSpan(3, 3) }),
        (.empty(.entity(0)), { $0.entities[0].span = TextSpan(3, 3) }),
        (.outOfOrder(.passage(1)), { $0.passages.append(.init(kind: .abstract, span: TextSpan(21, 22))) }),
        (.outOfOrder(.sentence(1)), { $0.sentences.append($0.sentences[0]) }),
        (.outOfOrder(.token(0, 1)), { $0.sentences[0].tokens[1].span = TextSpan(9, 15) }),
        (
            .outOfOrder(.entity(1)),
            {
                $0.entities.insert($0.entities[0], at: 0); $0.entities[1].span = TextSpan(0, 10)
            }
        ),
        (.outsideParent(.sentence(0)), { $0.passages[0].span = TextSpan(2, 22) }),
        (.outsideParent(.token(0, 0)), { $0.sentences[0].span = TextSpan(2, 22) }),
        (.outsideParent(.token(0, 3)), { $0.sentences[0].span = TextSpan(0, 21) }),
        (.partlyTagged(sentence: 0, .xpos), { $0.sentences[0].tokens[3].xpos = nil }),
        (.partlyTagged(sentence: 0, .upos), { $0.sentences[0].tokens[0].upos = nil }),
        (
            .headCount(sentence: 0, heads: 1, tokens: 4),
            { $0.sentences[0].dependencies = DependencyTree(heads: [0], relations: ["root"]) }
        ),
        (.head(sentence: 0, token: 1, head: 5), { $0.sentences[0].dependencies?.heads[1] = 5 }),
        (.head(sentence: 0, token: 1, head: 2), { $0.sentences[0].dependencies?.heads[1] = 2 }),
        (.head(sentence: 0, token: 3, head: -1), { $0.sentences[0].dependencies?.heads[3] = -1 }),
        (.pieces(sentence: 0), { $0.sentences[0].pieces = [0] }),
        (.pieces(sentence: 0), { $0.sentences[0].pieces = [1, 2] }),
        (.pieces(sentence: 0), { $0.sentences[0].pieces = [0, 2, 2] }),
        (.pieces(sentence: 0), { $0.sentences[0].pieces = [0, 4] }),
        (.nesting(sentence: 0, constituent: 0), { $0.sentences[0].constituents?.constituents[0].last = 2 }),
        (.nesting(sentence: 0, constituent: 0), { $0.sentences[0].constituents?.constituents = [] }),
        (.nesting(sentence: 0, constituent: 2), { $0.sentences[0].constituents?.constituents[2].first = 1 }),
        (.label(sentence: 0, "N P"), { $0.sentences[0].constituents?.constituents[1].label = "N P" }),
        (.label(sentence: 0, ""), { $0.sentences[0].constituents?.constituents[1].label = "" }),
        (.entitySentence(id: "T1", sentence: 1), { $0.entities[0].sentence = 1 }),
        (.entitySentence(id: "T1", sentence: -1), { $0.entities[0].sentence = -1 }),
        (.entityTokens(id: "T1", first: 0, last: 4), { $0.entities[0].tokens = 0...4 }),
        (.entityTokens(id: "T1", first: -1, last: 1), { $0.entities[0].tokens = -1...1 }),
        (.entitySpan(id: "T1"), { $0.entities[0].tokens = 1...1 }),
        (.entitySpan(id: "T1"), { $0.entities[0].span = TextSpan(0, 16) }),
        (.score(id: "T1", "nan"), { $0.entities[0].score = .nan }),
        (.score(id: "T1", "1.5"), { $0.entities[0].score = 1.5 }),
        (.identifier("T1"), { $0.entities.append($0.entities[0]) }),
        (.identifier(""), { $0.entities[0].id = "" }),
    ]
}
