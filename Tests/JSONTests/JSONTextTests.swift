import Foundation
import JSON
import TestSupport
import Testing

@Suite("JSON text")
struct JSONTextTests {
    @Test("quotes, backslashes and control characters are escaped")
    func escapes() {
        #expect(JSONText.quoted("plain") == "\"plain\"")
        #expect(JSONText.quoted("a\"b\\c\n\u{1F}\u{7F}é") == "\"a\\\"b\\\\c\\u000a\\u001f\u{7F}é\"")
        #expect(JSONText.quoted("") == "\"\"")
    }

    @Test("any text comes back from Foundation's reader", arguments: 0..<50)
    func random(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var text = ""
        for _ in 0..<40 {
            let highest: UInt32 = [0x30, 0x7F, 0x3000, 0x1_F700].randomElement(using: &generator) ?? 0x30
            text.unicodeScalars.append(
                contentsOf: Unicode.Scalar(UInt32.random(in: 0...highest, using: &generator)).map { [$0] } ?? [])
        }
        let read = try JSONDecoder().decode([String].self, from: Data("[\(JSONText.quoted(text))]".utf8))
        #expect(read == [text])
    }

    @Test("a number that JSON cannot write is null")
    func numbers() {
        #expect(JSONText.number(0.5) == "0.5")
        #expect(JSONText.number(.nan) == "null")
        #expect(JSONText.number(-.infinity) == "null")
    }
}
