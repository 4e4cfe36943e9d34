import Documents
import TestSupport
import Testing

@testable import Sentences

/// The places that a model is asked about, and what it is told of them.
@Suite("Candidates and their features") struct CandidateTests {
    /// The offsets of candidates of a text that is one passage.
    private func sentenceStarts(_ text: String) -> [Int] {
        let bytes = Array(text.utf8)
        var starts: [Int] = []
        BoundaryCandidates.sentenceStarts(in: bytes.span, passage: TextSpan(0, bytes.count)) { next, features in
            starts.append(next)
            #expect(features.count > 30 && features.count <= FeatureBuffer.capacity)
            return false
        }
        return starts
    }

    private func tokenStarts(_ text: String) -> [Int] {
        let bytes = Array(text.utf8)
        var starts: [Int] = []
        BoundaryCandidates.tokenStarts(in: bytes.span, sentence: TextSpan(0, bytes.count)) { offset, features in
            starts.append(offset)
            #expect(features.count > 20 && features.count <= FeatureBuffer.capacity)
            return true
        }
        return starts
    }

    @Test(
        arguments: [
            ("One. two", [5]), ("0.05 a", []), ("a.b", []), ("cells.The", []), ("kappa B.The", []), ("p50.C-rel", [4]),
            ("a; b: c, d", [3, 6]), ("end.", []),
            ("a\n\nb", []), ("a\nb", []), ("a \n \n b", []), ("(a.) B", [5]), ("a.[1,2] B", [8]), ("これ。次", []),
        ] as [(String, [Int])])
    func sentences(text: String, expected: [Int]) { #expect(sentenceStarts(text) == expected) }

    @Test(
        arguments: [
            ("a-b", [1, 2]), ("p53", []), ("a b", []), ("a, b;", []), ("(a)", [1, 2]), ("--------- ", []), ("a_b", []),
            ("www.a.b/c-d.", [11]), ("cannot", []), ("5′", [1]),
        ] as [(String, [Int])])
    func tokens(text: String, expected: [Int]) { #expect(tokenStarts(text) == expected) }

    @Test("features are the same wherever a text stands, and on every machine")
    func features() {
        func all(_ text: String, at start: Int) -> [[UInt32]] {
            let bytes = Array((String(repeating: "x ", count: start / 2) + text).utf8)
            var found: [[UInt32]] = []
            BoundaryCandidates.sentenceStarts(in: bytes.span, passage: TextSpan(start, bytes.count)) {
                found.append(Array($1))
                return true
            }
            return found
        }
        let text = "We used E. coli. They grew (Fig. 2). p53 rose."
        #expect(all(text, at: 0) == all(text, at: 10))
        #expect(TextHash.mixed(1, 2) == 0x3183_8FA0_C967_1434)
    }

    @Test(
        "variants of a mark are one symbol", arguments: [("-–—−‐", 0x2D), ("'’′", 0x27), ("\"“”", 0x22), ("/⁄", 0x2F)])
    func symbols(text: String, code: UInt32) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            let characters = Characters(bytes, end: bytes.count)
            var offset = 0
            while offset < characters.end {
                let (symbol, kind, length) = Symbol.at(offset, of: characters)
                #expect(symbol.code == code && kind == .punctuation)
                offset += length
            }
        }
    }

    @Test("a word's view knows letters, case and shape")
    func words() {
        func view(_ text: String) -> WordView {
            let bytes = Array(text.utf8)
            return bytes.withUnsafeBufferPointer { WordView(Characters($0, end: $0.count), 0..<$0.count) }
        }
        #expect(view("Cells").lower == view("cells").lower && view("Cells").exact != view("cells").exact)
        #expect(view("Abcd").shape == view("Xyzzy").shape && view("Abcd").shape != view("ABcd").shape)
        #expect(view("actin").suffix == view("Bactin").suffix && view("actin").prefix == view("action").prefix)
        #expect(view("p53").first == .lower && view("p53").last == .digit)
        #expect(view("").count == 0 && view("").first == .none)
        let long = String(repeating: "a", count: 100)
        #expect(view(long).exact != view(long + "a").exact, "what is longer differs by its length")
    }

    @Test("a passage remembers how it writes its words")
    func memory() {
        let bytes = Array("The cells died. Cells of E. coli grew by Bcl. Cells; Cells".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            let characters = Characters(bytes, end: bytes.count)
            let memory = PassageMemory(characters, from: 0)
            #expect(memory.facts(characters, at: 16..<21) & 1 == 1, "cells is written small elsewhere")
            #expect(memory.facts(characters, at: 0..<3) == 0, "The stands at the beginning only")
            #expect(memory.facts(characters, at: 25..<26) & 4 == 4, "E. is followed by a small letter")
            #expect(memory.facts(characters, at: 41..<44) & 2 == 2, "Bcl has its capital inside a sentence")
        }
    }

    @Test("brackets are matched within a run of characters")
    func brackets() {
        let bytes = Array("(a)b c(d) e) (f".utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var reader = PieceReader(Characters(bytes, end: bytes.count), capacity: 16)
            reader.read(0..<bytes.count)
            #expect(
                reader.pieces.filter { !$0.isWord }.map(\.closing) == [.outer, .outer, .inner, .inner, .alone, .alone])
        }
    }
}
