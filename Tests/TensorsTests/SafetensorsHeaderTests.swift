import Tensors
import TestSupport
import Testing

/// A file's bytes from the text of a header and a number of data bytes.
private func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let text = Array(header.utf8)
    let size = withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) { Array($0) }
    return size + text + Array(repeating: 0, count: data)
}

/// The error that a file is refused with, or nil.
private func refusal(_ bytes: [UInt8]) -> SafetensorsError? {
    do {
        _ = try SafetensorsFile(contents: bytes, name: "hostile")
        return nil
    } catch {
        return error
    }
}

@Suite("Headers of weights files")
struct SafetensorsHeaderTests {
    @Test("an empty header and spaces after one are right")
    func smallest() throws {
        #expect(try SafetensorsFile(contents: file("{}"), name: "empty").names == [])
        #expect(try SafetensorsFile(contents: file("{}     \n"), name: "empty").names == [])
    }

    @Test("spaces, escapes, metadata and every element type are read")
    func rich() throws {
        let header = """
            {"__metadata__": {"format": "pt", "q\\"\\\\\\/\\n\\u00e9\\ud83d\\ude00": "x"},
             "a\\u0062": {"shape": [2, 3], "dtype": "F32", "data_offsets": [0, 24]},
             "none": {"dtype": "I64", "shape": [0, 5], "data_offsets": [24, 24]},
             "scalar": {"dtype": "U8", "shape": [], "data_offsets": [24, 25]}}
            """
        let read = try SafetensorsFile(contents: file(header, data: 25), name: "rich")
        #expect(read.names == ["ab", "none", "scalar"])
        #expect(read.metadata == ["format": "pt", "q\"\\/\n\u{e9}\u{1f600}": "x"])
        #expect(read.shape(of: "none") == [0, 5])
        #expect(read.shape(of: "scalar") == [])
        #expect(read.shape(of: "absent") == nil)
    }

    @Test("files too short for their header, and headers over the limit")
    func lengths() {
        #expect(refusal([])?.code == .truncatedHeader(8, 0))
        #expect(refusal([1, 2, 3])?.code == .truncatedHeader(8, 3))
        #expect(refusal(file("{}", length: 3))?.code == .truncatedHeader(3, 10))
        #expect(refusal(file("{}", length: 100_000_001))?.code == .hugeHeader(100_000_001))
        #expect(refusal(file("{}", length: .max))?.code == .hugeHeader(.max))
    }

    @Test(
        "JSON that is none, or not of this format, is refused with the byte",
        arguments: [
            ("", 8), (" {}", 8), ("[]", 8), ("{", 9), ("{}x", 10), ("{\"a\"}", 12), ("{\"a\":1}", 13),
            ("{\"a\":{}}", 15),
            ("{\"a\":{\"dtype\":\"F32\"}}", 28), ("{\"a\":{\"dtype\":1}}", 22), ("{\"a\":{\"other\":1}}", 22),
            ("{\"a\":{\"shape\":[-1]}}", 23), ("{\"a\":{\"shape\":[01]}}", 25), ("{\"a\":{\"shape\":[1.5]}}", 24),
            ("{\"a\":{\"shape\":[99999999999999999999]}}", 41), ("{\"a\":{\"shape\":[1}}", 24), ("{\"a\\x\":{}}", 13),
            ("{\"a\\ud800\":{}}", 17), ("{\"a\\u00g0\":{}}", 15), ("{\"a", 11), ("{\"a\n\":{}}", 12),
            ("{\"__metadata__\":{\"a\":1}}", 29), ("{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}", 37),
        ])
    func notTheFormat(header: String, position: Int) throws {
        let error = try #require(refusal(file(header)))
        guard case .badHeader = error.code else {
            Issue.record("\(error)")
            return
        }
        #expect(error.position == position, "\(error)")
    }

    @Test("text that is not UTF-8")
    func notText() throws {
        var bytes = file("{\"a?\":{}}")
        bytes[11] = 0xFF
        #expect(try #require(refusal(bytes)).code == .badHeader("text in UTF-8"))
    }

    @Test("a name given twice")
    func duplicate() {
        let tensor = "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}"
        #expect(refusal(file("{\"a\":\(tensor),\"a\":\(tensor)}"))?.code == .duplicate("a"))
    }

    @Test(
        "tensors of the wrong size or in the wrong place",
        arguments: [
            ("F33", "[1]", "[0,4]", 4), ("F32", "[1]", "[0,5]", 5), ("F32", "[2]", "[0,4]", 4),
            ("F32", "[1]", "[4,0]", 4),
            ("F32", "[1]", "[0,4]", 3), ("F32", "[1]", "[0,4]", 5), ("F32", "[1]", "[4,8]", 8),
            ("F32", "[1]", "[0]", 4),
            ("F32", "[4294967296,4294967296]", "[0,0]", 0), ("I64", "[9223372036854775807]", "[0,8]", 8),
            ("U8", "[9223372036854775807]", "[0,9223372036854775807]", 8),
        ])
    func places(type: String, shape: String, offsets: String, data: Int) throws {
        let header = "{\"t\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
        let error = try #require(refusal(file(header, data: data)))
        #expect(error.position != nil)
        #expect(error.description.hasPrefix("hostile, byte "))
    }

    @Test("tensors that overlap, leave a hole or are not aligned")
    func neighbours() throws {
        func two(_ first: (String, Int, Int), _ second: (String, Int, Int), data: Int) -> [UInt8] {
            let parts = [first, second].enumerated().map { index, part in
                "\"t\(index)\":{\"dtype\":\"\(part.0)\",\"shape\":[\((part.2 - part.1) / (part.0 == "F32" ? 4 : 1))],"
                    + "\"data_offsets\":[\(part.1),\(part.2)]}"
            }
            return file("{\(parts.joined(separator: ","))}", data: data)
        }
        #expect(refusal(two(("F32", 0, 4), ("F32", 4, 8), data: 8)) == nil)
        #expect(refusal(two(("F32", 4, 8), ("F32", 0, 4), data: 8)) == nil)
        for bytes in [
            two(("F32", 0, 8), ("F32", 4, 8), data: 8), two(("F32", 0, 4), ("F32", 8, 12), data: 12),
            two(("F32", 0, 8), ("F32", 0, 8), data: 8), two(("U8", 0, 1), ("F32", 1, 5), data: 5),
        ] {
            guard case .badPlace("t1", _) = try #require(refusal(bytes)).code else {
                Issue.record("\(String(describing: refusal(bytes)))")
                return
            }
        }
    }

    @Test("no change of a byte, and no cut, makes a file read out of bounds")
    func fuzzing() throws {
        let whole = SafetensorsFile.bytes(
            of: [
                Weights("a", shape: [3, 2], numbers: Array(0..<6).map(Float.init)),
                Weights("b", shape: [1], numbers: [1], type: .float16),
            ],
            metadata: ["k": "v"])
        var generator = SeededGenerator(seed: 11)
        for cut in 0..<whole.count { #expect(refusal(Array(whole[..<cut])) != nil) }
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let read = try? SafetensorsFile(contents: bytes, name: "changed") else { continue }
            for name in read.names { _ = try? read.numbers(name) }
        }
    }
}
