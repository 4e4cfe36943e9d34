import Documents
import Foundation
import TestSupport
import Testing

@testable import WordPieces

/// Compares with Hugging Face's fast tokenizer; `Tests/Fixtures/tools/wordpiece_golden.py` made the files.
@Suite struct WordPieceGoldenTests {
    private let uncased: WordPieceTokenizer
    private let cased: WordPieceTokenizer

    init() throws {
        let folder = Fixtures.url("wordpieces").path
        uncased = WordPieceTokenizer(vocabulary: try Vocabulary(path: folder + "/vocab-uncased.txt"), lowercase: true)
        cased = WordPieceTokenizer(vocabulary: try Vocabulary(path: folder + "/vocab-cased.txt"), lowercase: false)
    }

    @Test func casesInFull() throws {
        let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: Fixtures.url("wordpieces/cases.json")))
        #expect(cases.count > 400)
        for example in cases {
            #expect(flat(uncased, example.text) == example.uncased, "uncased: \(example.text.debugDescription)")
            #expect(flat(cased, example.text) == example.cased, "cased: \(example.text.debugDescription)")
        }
    }

    @Test func randomStrings() throws {
        let url = Fixtures.url("wordpieces/fragments.json")
        let fragments = try JSONDecoder().decode(Fragments.self, from: Data(contentsOf: url))
        let expected = try digests("wordpieces/random.bin")
        #expect(expected.count == 20_000)
        var generator = SeededGenerator(seed: fragments.seed)
        var wrong: [String] = []
        for number in 0..<expected.count / 2 {
            let text = fragments.randomString(&generator)
            let found = (digest(flat(uncased, text).joined()), digest(flat(cased, text).joined()))
            if found != (expected[2 * number], expected[2 * number + 1]) { wrong.append(text.debugDescription) }
        }
        #expect(wrong.isEmpty, "\(wrong.count) strings differ, among them \(wrong.prefix(5))")
    }

    @Test func everyScalar() throws {
        let expected = try digests("wordpieces/scalars.bin")
        #expect(expected.count == 2 * 0x110000 / 256)
        let tables = [
            ScalarRules(lowercase: true, stripAccents: true), ScalarRules(lowercase: false, stripAccents: false),
        ]
        // All of the first three planes; of the others, nearly empty, the one with format characters and samples.
        let blocks = Array(0..<0x300) + Array(0xE00..<0xE03) + stride(from: 0x300, to: 0x1100, by: 37)
        for block in blocks {
            for (place, rules) in tables.enumerated() {
                let outcomes = (UInt32(256 * block)..<UInt32(256 * block + 256)).lazy
                    .compactMap(Unicode.Scalar.init).flatMap { outcome(rules, $0) }
                let name = "block of U+\(String(256 * block, radix: 16)), \(place == 0 ? "uncased" : "cased")"
                #expect(digest(outcomes) == expected[2 * block + place], "\(name)")
            }
        }
    }

    @Test(.enabled(if: Fixtures.shared != nil, "needs the shared data folder"))
    func realArticles() throws {
        let shared = try #require(Fixtures.shared)
        let vocabulary = try Vocabulary(path: shared.appendingPathComponent("reference/entities/vocab.txt").path)
        let tokenizer = WordPieceTokenizer(vocabulary: vocabulary, lowercase: true)
        let golden = try Data(contentsOf: Fixtures.url("wordpieces/real.json"))
        for (name, expected) in try JSONDecoder().decode([String: UInt32].self, from: golden) {
            let file = shared.appendingPathComponent("data/treebank/craft/txt/dev/\(name)")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(digest(flat(tokenizer, text).joined()) == expected, "\(name)")
        }
    }

    /// The code that the tool gives to what becomes of a character, then the scalars it becomes.
    private func outcome(_ rules: ScalarRules, _ scalar: Unicode.Scalar) -> [Int] {
        switch rules.rule(scalar) {
        case .dropped: [0]
        case .space: [1]
        case .letter: [2, Int(scalar.value)]
        case .alone: [3, Int(scalar.value)]
        case .replaced(let range, let alone): [alone ? 3 : 2] + rules.replacements[range].map { Int($0.value) }
        }
    }

    /// Number, start and end of each piece.
    private func flat(_ tokenizer: WordPieceTokenizer, _ text: String) -> [[Int]] {
        var pieces: [WordPiece] = []
        tokenizer.pieces(of: text.utf8.span, into: &pieces)
        return pieces.map { [Int($0.id), $0.span.start, $0.span.end] }
    }

    /// FNV-1a over numbers instead of bytes, folded to 32 bits.
    private func digest(_ values: some Sequence<Int>) -> UInt32 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in values { state = (state ^ UInt64(value)) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: state ^ (state >> 32))
    }

    private func digests(_ path: String) throws -> [UInt32] {
        let data = try Data(contentsOf: Fixtures.url(path))
        return stride(from: 0, to: data.count - 3, by: 4).map { place in
            data[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
    }
}

/// A string and its pieces: number, first byte, byte after the last.
private struct Case: Decodable {
    var text: String
    var uncased: [[Int]]
    var cased: [[Int]]
}

/// What random strings are put together from.
private struct Fragments: Decodable {
    var seed: UInt64
    var words: [String]
    var spaces: [String]
    var marks: [String]
    var controls: [String]
    var long: [String]
    var ranges: [[UInt32]]

    /// The next random string; the tool does the same steps.
    func randomString(_ generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }
        func append(from choices: [String]) { text += choices[below(choices.count)].unicodeScalars }
        for _ in 0..<1 + below(12) {
            switch below(32) {
            case 0..<14:
                append(from: words)
                if below(2) == 0 { text.append(" ") }
            case 14..<20: append(from: spaces)
            case 20..<23: append(from: marks)
            case 23..<25: append(from: controls)
            case 25..<31:
                let range = ranges[below(ranges.count)]
                for _ in 0..<1 + below(4) {
                    let value = range[0] + UInt32(below(Int(range[1] - range[0])))
                    if let scalar = Unicode.Scalar(value) { text.append(scalar) }
                }
            default: append(from: long)
            }
        }
        return String(text)
    }
}
