import Documents
import Sentences
import TestSupport
import Testing

/// The promises of the room, on text that nobody would write.
@Suite struct InvariantTests {
    private let tokenizers: [any WordTokenizer]
    private let splitters: [any SentenceSplitter]

    init() throws {
        let model = try EmbeddedModel.load()
        splitters = [RuleSentenceSplitter(), TrainedSentenceSplitter(model)]
        tokenizers =
            [RuleWordTokenizer(), PunctuationWordTokenizer()]
            + TokenStyle.allCases.compactMap { TrainedWordTokenizer(model, style: $0) }
    }

    /// Pieces that the rules look at, and others.
    private static let pieces = [
        "a", "The", "p53", "E", "et al", "Fig", "e.g", "no", "cannot", "isn", "'t", "'s", "’s", "-", "non-", "1,000",
        "0",
        ".", ".", ".", "!", "?", "…", "。", "(", ")", "[", "]", "{", "}", "\"", "“", "”", "'", ",", ";", ":", "/", "*",
        "+",
        " ", " ", " ", "\n", "\t", "\u{A0}", "\u{2003}", "\u{3000}", "\u{85}", "\u{301}", "\u{200D}", "\u{FEFF}", "°C",
        "é", "β", "中", "😀", "http://x.y/z", "www.", "10.1234/", "@", "\u{0}", "_", "Ca2+",
    ]

    @Test(arguments: 0..<20) func randomTextIsCovered(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let text = (0..<generator.next() % 40).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
                .joined()
            check(Array(text.utf8))
        }
    }

    @Test(arguments: 0..<10) func randomScalarsAreCovered(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var text = String.UnicodeScalarView()
            for _ in 0..<generator.next() % 40 {
                let limit: UInt32 = [0x80, 0x300, 0x3100, 0x11_0000].randomElement(using: &generator) ?? 0x80
                if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { text.append(scalar) }
            }
            check(Array(String(text).utf8))
        }
    }

    /// Documents hold valid text only; bytes that are none must still be covered.
    @Test(arguments: 0..<10) func damagedBytesAreCovered(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var bytes = Array("The β-actin (p. 5) of Smith’s cells。 It isn’t 10\u{A0}°C. ".utf8)
            for _ in 0..<1 + generator.next() % 6 {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch generator.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(0xE2, at: place)
                }
            }
            check(bytes)
        }
    }

    private func check(_ bytes: [UInt8]) {
        let whole = TextSpan(0, bytes.count)
        for splitter in splitters { check(bytes, whole, splitter) }
    }

    private func check(_ bytes: [UInt8], _ whole: TextSpan, _ splitter: any SentenceSplitter) {
        let sentences = splitter.sentences(in: bytes.span, passage: whole)
        var fault = coverFault(bytes, whole, sentences).map { "sentences of \(type(of: splitter)) \($0)" }
        for sentence in sentences where fault == nil {
            for tokenizer in tokenizers where fault == nil {
                let tokens = tokenizer.tokens(in: bytes.span, sentence: sentence)
                fault = coverFault(bytes, sentence, tokens).map { "\(type(of: tokenizer)) \($0)" }
                if tokens.contains(where: { token in token.range.contains { isSpace(bytes, $0) } }) {
                    fault = "\(type(of: tokenizer)) has white space in a token"
                }
            }
            if isSpace(bytes, sentence.start) { fault = "a sentence begins with white space" }
            let last = String(decoding: bytes[sentence.range], as: UTF8.self).unicodeScalars.last
            if last?.properties.isWhitespace == true { fault = "a sentence ends with white space" }
        }
        #expect(fault == nil, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }

    /// What is wrong with spans that should be in order, on scalar boundaries, with only white space between them.
    private func coverFault(_ bytes: [UInt8], _ whole: TextSpan, _ spans: [TextSpan]) -> String? {
        let isValid = String(validating: bytes, as: UTF8.self) != nil
        var end = whole.start
        for span in spans {
            if span.start < end || span.isEmpty || span.end > whole.end { return "out of order at \(span)" }
            if !allSpace(bytes, end..<span.start) { return "leave out \(end)..<\(span.start)" }
            if isValid
                && (bytes[span.start] & 0xC0 == 0x80 || (span.end < bytes.count && bytes[span.end] & 0xC0 == 0x80))
            {
                return "split a character at \(span)"
            }
            end = span.end
        }
        return allSpace(bytes, end..<whole.end) ? nil : "leave out the end from \(end)"
    }

    private func allSpace(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        String(decoding: bytes[range], as: UTF8.self).unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// Whether white space begins at an offset.
    private func isSpace(_ bytes: [UInt8], _ offset: Int) -> Bool {
        let rest = bytes[offset..<min(bytes.count, offset + 3)]
        var iterator = rest.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return false }
        return scalar.properties.isWhitespace
    }

    @Test(arguments: [
        "a.a.a.", "(", "(a.", "). ", ".", ". ", " ", "a ", "\"", "' ", ")", "[1", "[1]", "A. ", "e.g. ", "-", "non-",
        "'s",
        "1,000,", "isn't", "_a", "a.", "www.", "http://a ", "10.1234/", "\u{301}", "。", "…", "é", "\u{2003}", "*",
        "The ", "\n", "\n ", "; ", ": (", "a\n\n", "sp. nov. ", "mg b.d. (", "+/-", "1+/-",
    ])
    func longPassagesTakeLinearTime(unit: String) {
        for start in ["", "See (www.x"] {
            let texts = [50_000, 200_000].map { count in
                Array((start + String(repeating: unit, count: count / unit.utf8.count)).utf8)
            }
            let growth = ProcessorTime.growth(texts[0], fourTimes: texts[1]) { bytes in
                let whole = TextSpan(0, bytes.count)
                for splitter in splitters {
                    #expect(splitter.sentences(in: bytes.span, passage: whole).count <= bytes.count)
                }
                for tokenizer in tokenizers {
                    #expect(tokenizer.tokens(in: bytes.span, sentence: whole).count <= bytes.count)
                }
            }
            #expect(growth < ProcessorTime.linearLimit, "\(start)\(unit.debugDescription)")
        }
    }
}
