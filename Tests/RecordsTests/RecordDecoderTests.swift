import Documents
import Files
import Records
import TestSupport
import Testing

@Suite("Reading records")
struct RecordDecoderTests {
    /// A line that is right, to break.
    private static let good: String = {
        var bytes: [UInt8] = []
        try? RecordEncoder(model: RandomDocuments.model).encode(RecordEncoderTests.document, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }()

    private func fault(_ bytes: [UInt8]) -> RecordError? {
        #expect(throws: RecordError.self) { _ = try RecordDecoder().decode(bytes) }
    }

    @Test("members may come in any order and with white space")
    func order() throws {
        let line = Self.good.replacing(#""schema":"syntag/1","#, with: "")
            .replacing(#"{"pmid""#, with: "\t{ \"entities\" : [ ] ,\r \"schema\" : \"syntag\\u002f1\" , \"pmid\"")
            .replacing(#/"entities":\[\{.*\}\],/#, with: "")
        let record = try RecordDecoder().decode(Array(line.utf8))
        #expect(record.document.sentences == RecordEncoderTests.document.sentences)
        #expect(record.document.entities.isEmpty)
    }

    @Test(
        "a change that breaks the line is found, with its place",
        arguments: [
            (#""syntag/1""#, #""syntag/2""#, JSONFault.value(key: "schema", "syntag/2")),
            (#""version":2"#, #""version":2.0"#, .number),
            (#""version":2"#, #""version":02"#, .number),
            (#""version":2"#, #""version":-2"#, .expected("a number from 0")),
            (#""version":2"#, #""version":99999999999999999999"#, .number),
            (#""version":2"#, #""version":"2""#, .expected("a number from 0")),
            (#""version":2"#, #""version":2,"version":2"#, .duplicateKey("version")),
            (#""version":2"#, #""Version":2"#, .unknownKey("Version")),
            (#""version":2,"#, "", .missingKey("version")),
            (#""current""#, #""gone""#, .value(key: "status", "gone")),
            (#""pmc":null"#, #""pmc":nul"#, .expected("null")),
            (#""pmc":null"#, #""pmc":false"#, .expected("a string")),
            (#""pmc":null"#, #""pmc":"\ud834""#, .escape),
            (#""pmc":null"#, #""pmc":"\udd1e\ud834""#, .escape),
            (#""pmc":null"#, #""pmc":"\ud834\u0041""#, .escape),
            (#""pmc":null"#, #""pmc":"\x""#, .escape),
            (#""pmc":null"#, #""pmc":"\u12G4""#, .escape),
            (#""pmc":null"#, "\"pmc\":\"\u{1}\"", .control),
            (#""pmc":null"#, "\"pmc\":\u{1}null", .control),
            (#""languages":["eng"]"#, #""languages":["eng",]"#, .expected("a string")),
            (#""languages":["eng"]"#, #""languages":["eng" "x"]"#, .expected("']'")),
            (#""languages":["eng"]"#, #""languages":[["eng"]]"#, .expected("a string")),
            (#""languages":["eng"]"#, #""languages":"eng""#, .expected("'['")),
            (#""end":[9,11,17,18]"#, #""end":[9,11,17]"#, .lengths(key: "end")),
            (#""pos":["NN","#, #""pos":["#, .lengths(key: "pos")),
            (#""upos":["NOUN","#, #""upos":["#, .lengths(key: "upos")),
            (#""head":[2,"#, #""head":["#, .lengths(key: "head")),
            (#""deprel":["#, #""deprel":["x","#, .lengths(key: "deprel")),
            (#""head":[2,3,0,3],"#, "", .lengths(key: "deprel")),
            (#""tokens":[0,1]"#, #""tokens":[1,0]"#, .offsets(1, 0)),
            (#""tokens":[0,1]"#, #""tokens":[0,1,2]"#, .expected("']'")),
            (#""score":0.9877"#, #""score":NaN"#, .expected("a number")),
            (#""score":0.9877"#, #""score":1e999"#, .number),
            (#""score":0.9877"#, #""score":.5"#, .number),
            (#""score":0.9877"#, #""score":0."#, .number),
            (#""score":0.9877"#, #""score":+1"#, .number),
            ("null}\n", "null}}", .trailing),
            (#""(S "#, #""("#, .brackets),
            (#""(S (NP 1 2) (VP 3) 4)""#, #""(S (NP 1 2) (VP 3) 5)""#, .brackets),
            (#""(S (NP 1 2) (VP 3) 4)""#, #""(S (NP 1 2) (VP 3) 4""#, .brackets),
            (#""start":0,"end":11"#, #""start":0,"end":19"#, .beyondText(19, length: 18)),
            (#""start":0,"end":11"#, #""start":11,"end":0"#, .offsets(11, 0)),
            (#""start":0,"end":11"#, #""start":0,"end":9"#, .mention(id: "T1")),
            (#""text":"β-catenin 𝛼","#, #""text":"ß-catenin 𝛼","#, .mention(id: "T1")),
            (#""digest":"03"#, #""digest":"0X"#, .value(key: "digest", "")),
        ])
    func broken(part: String, replacement: String, expected: JSONFault) throws {
        var good = Self.good
        if part == "null}\n" { good = good.replacing(#/"model":\{.*\}\}/#, with: #""model":null}"#) }
        try #require(good.contains(part))
        guard case .malformed(let found)? = fault(Array(good.replacing(part, with: replacement).utf8))?.cause else {
            Issue.record("nothing was found")
            return
        }
        if case .value(key: "digest", _) = expected {
            guard case .value(key: "digest", _) = found else {
                Issue.record("found \(found)")
                return
            }
        } else {
            #expect(found == expected)
        }
    }

    @Test("rules of documents are checked in lines too")
    func rules() throws {
        let heads = Self.good.replacing(#""head":[2,3,0,3]"#, with: #""head":[2,3,0,9]"#)
        #expect(fault(Array(heads.utf8))?.cause == .document(.head(sentence: 0, token: 3, head: 9)))
        let deleted = Self.good.replacing(#""current""#, with: #""deleted""#)
        #expect(fault(Array(deleted.utf8))?.cause == .document(.deletedWithContent))
        let score = Self.good.replacing("0.9877", with: "1.5")
        #expect(fault(Array(score.utf8))?.cause == .document(.score(id: "T1", "1.5")))
    }

    @Test("the models of several tasks come back, and nothing else can stand there")
    func models() throws {
        var bytes: [UInt8] = []
        try RecordEncoder(model: RandomDocuments.models).encode(RecordEncoderTests.document, into: &bytes)
        #expect(try RecordDecoder().decode(Array(bytes.dropLast())).model == RandomDocuments.models)
        let line = String(decoding: bytes, as: UTF8.self)
        for (part, replacement) in [
            (#""syntax":{"#, #""parser":{"#), (#""parts":{"#, #""parts":{"syntax":{"parts":{}},"#),
            (#""name":"tagger","#, ""),
        ] {
            #expect(fault(Array(line.replacing(part, with: replacement).utf8)) != nil)
        }
    }

    @Test("an error says the byte and the PMID")
    func place() throws {
        let line = Self.good.replacing(#""pmc":null"#, with: #""pmc":0"#)
        let error = try #require(fault(Array(line.utf8)))
        let expected = try #require(line.utf8.firstRange(of: Array(#""pmc":"#.utf8))).upperBound
        #expect(error.byte == Int64(line.utf8.distance(from: line.startIndex, to: expected)))
        #expect(error.pmid == "123")
        #expect(error.description.contains("PMID 123: expected a string; only lines of the schema syntag/1"))
    }

    @Test("a line cut anywhere is an error, never a crash")
    func cut() throws {
        let bytes = Array(Self.good.utf8)
        for count in 0..<(bytes.count - 2) { #expect(fault(Array(bytes[..<count])) != nil) }
    }

    @Test("bytes that are not UTF-8 are an error wherever they stand in a string")
    func encoding() throws {
        for bad: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
            for prefix in ["", #"\n"#] {
                let parts = Self.good.components(around: #""pmc":null"#)
                let line = parts.0 + Array(#""pmc":"\#(prefix)"#.utf8) + bad + Array("\"".utf8) + parts.1
                #expect(fault(line)?.cause == .malformed(.encoding))
            }
        }
    }

    @Test("depth and size of hostile lines do not matter")
    func hostile() throws {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(fault(deep)?.cause == .malformed(.expected("'{'")))
        let parts = Self.good.components(around: #""languages":["eng"]"#)
        #expect(fault(parts.0 + Array(#""languages":"#.utf8) + deep)?.cause == .malformed(.expected("a string")))
        let digits = [UInt8](repeating: UInt8(ascii: "9"), count: 1_000_000)
        #expect(fault(parts.0 + Array(#""year":"#.utf8) + digits)?.cause == .malformed(.duplicateKey("year")))
        #expect(fault(Array(#"{"version":"#.utf8) + digits)?.cause == .malformed(.number))
    }

    @Test("lines with random bytes changed are read or refused, never a crash")
    func fuzz() throws {
        var random = SeededGenerator(seed: 3)
        let decoder = RecordDecoder()
        let good = Array(Self.good.utf8)
        var refused = 0
        for _ in 0..<20_000 {
            var line = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<line.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: line[place] = UInt8.random(in: 0...255, using: &random)
                case 1: line.remove(at: place)
                default: line.insert(good[Int.random(in: 0..<good.count, using: &random)], at: place)
                }
            }
            do throws(RecordError) {
                let record = try decoder.decode(line)
                var again: [UInt8] = []
                try RecordEncoder(model: record.model).encode(record.document, into: &again)
            } catch {
                #expect(error.isOfOneRecord)
                refused += 1
            }
        }
        #expect(refused > 10_000)
    }
}

extension String {
    /// The bytes before and after a part.
    fileprivate func components(around part: String) -> ([UInt8], [UInt8]) {
        guard let found = firstRange(of: part) else { return (Array(utf8), []) }
        return (Array(self[..<found.lowerBound].utf8), Array(self[found.upperBound...].utf8))
    }
}
