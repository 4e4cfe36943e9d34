import Entities
import Files
import Foundation
import Syntax
import TestSupport
import Testing

@testable import Learning

@Suite("The syntax of corpora as it is kept")
struct ParseFileTests {
    private let folder: TemporaryDirectory
    private let words = [
        ["The", "cell", "(", "NF-kappa", "B", ")", "."], ["_", "-LRB-", "#", "&lt;", "é"], ["binding"],
        (0..<30).map { "w\($0)" },
    ]
    private let parsed: [ParsedSentence]
    private let key = ParseKey(corpus: Digest.of([1]), syntax: Digest.of([2]))

    init() throws {
        folder = try TemporaryDirectory()
        let model = try SyntaxModel(folder: Fixtures.url("syntax/tiny").path)
        // So that the last sentence is parsed in pieces.
        parsed = try ParallelParser(model: model, options: .init(maximumWords: 12), workers: 1).parse(words)
    }

    private func file(_ key: ParseKey? = nil) -> ParseFile {
        ParseFile(path: folder.path("a.conllu"), key: key ?? self.key)
    }

    @Test("is read back as the parser found it, and can be read by people")
    func roundTrip() throws {
        #expect(try file().read(words) == nil)
        try file().write(parsed, of: words)
        #expect(try file().read(words) == parsed.map(WordSyntax.init))
        #expect(parsed[3].pieces.count > 1)
        let text = try String(contentsOfFile: folder.path("a.conllu"), encoding: .utf8)
        #expect(text.contains("\n4\tNF-kappa\t_\t"))
        #expect(text.contains("# tree = (S1 (") && text.contains("# pieces = 0 "))
    }

    @Test("is not taken for another corpus or another model")
    func otherKey() throws {
        try file().write(parsed, of: words)
        for other in [
            ParseKey(corpus: Digest.of([3]), syntax: key.syntax), ParseKey(corpus: key.corpus, syntax: Digest.of([3])),
        ] {
            #expect(throws: ParseFile.Fault.otherKey) { try file(other).read(words) }
        }
    }

    @Test("is refused wherever it is damaged")
    func damaged() throws {
        try file().write(parsed, of: words)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path("a.conllu")))
        var random = SeededGenerator(seed: 2)
        for _ in 0..<60 {
            var bytes = whole
            let place = Int.random(in: 0..<whole.count, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            _ = try folder.write(bytes, to: "a.conllu")
            #expect(throws: ParseFile.Fault.self, "byte \(place)") { try file().read(words) }
        }
        for length in [0, 1, 40, 300, whole.count - 1] {
            _ = try folder.write(whole.prefix(length), to: "a.conllu")
            #expect(throws: ParseFile.Fault.self, "\(length) bytes") { try file().read(words) }
        }
    }

    @Test("is refused with the line when its content is wrong though its digest fits")
    func inconsistent() throws {
        try file().write(Array(parsed.dropLast()), of: Array(words.dropLast()))
        #expect(throws: ParseFile.Fault.damaged(line: nil, "it has 3 sentences instead of 4")) {
            try file().read(words)
        }
        try file().write(Array(parsed.prefix(1)), of: Array(words.prefix(1)))
        #expect(throws: ParseFile.Fault.damaged(line: nil, "sentence 1 is not that of the corpus")) {
            try file().read([["the"] + words[0].dropFirst()])
        }
        let body = Array("# tree = (S1 (NP (NN 1)))\n1\ta\t_\t_\tNN\t_\t0\troot\t_\n\n".utf8)
        let head = [("corpus", key.corpus), ("syntax", key.syntax), ("content", Digest.of(body))].map {
            "# \($0.0) = \($0.1.hexadecimal)\n"
        }
        _ = try folder.write(Array(head.joined().utf8) + body, to: "a.conllu")
        let fault = try #require(throws: ParseFile.Fault.self) { try file().read([["a"]]) }
        guard case .damaged(line: 5, let why) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(why.contains("columns"))
    }
}
