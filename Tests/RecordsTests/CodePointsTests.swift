import Testing

@testable import Records

@Suite("Code points")
struct CodePointsTests {
    @Test("bytes and code points map to each other", arguments: ["", "ascii", "β", "aβ𝛼e\u{301}\u{10FFFF}z", "日本"])
    func map(text: String) {
        var points = CodePoints()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            points.mapBytes(of: bytes)
            #expect(points.count == text.unicodeScalars.count)
            #expect(points.isASCII == text.utf8.allSatisfy { $0 < 0x80 })
            for (number, index) in text.unicodeScalars.indices.enumerated() {
                #expect(points.codePoint(ofByte: text.utf8.distance(from: text.startIndex, to: index)) == number)
            }
            #expect(points.codePoint(ofByte: bytes.count) == text.unicodeScalars.count)

            points.mapCodePoints(of: bytes)
            for (number, index) in text.unicodeScalars.indices.enumerated() {
                #expect(points.byte(ofCodePoint: number) == text.utf8.distance(from: text.startIndex, to: index))
            }
            #expect(points.byte(ofCodePoint: text.unicodeScalars.count) == bytes.count)
        }
    }
}
