import Foundation
import Tensors
import TestSupport
import Testing

@Suite("Weights files")
struct SafetensorsFileTests {
    private static let numbers: [Float] = [0, -0.0, 1, -2.5, 65504, 3.1415927, 1e-7, -1e-8, .infinity, -.infinity]

    @Test("what is written is read again", arguments: WeightType.allCases.filter { $0 != .int8 })
    func roundTrip(type: WeightType) throws {
        let folder = try TemporaryDirectory()
        let bytes = SafetensorsFile.bytes(
            of: [
                Weights("z", shape: [2, 5], numbers: Self.numbers, type: type),
                Weights("a\"\\\u{1}\u{e9}", shape: [0, 3], numbers: [], type: .bfloat16),
                Weights("m", Matrix([[1, 2, 3], [4, 5, 6]])),
            ], metadata: ["format": "pt"])
        let file = try SafetensorsFile(path: folder.write(bytes, to: "w.safetensors"))
        #expect(file.names == ["a\"\\\u{1}\u{e9}", "m", "z"])
        #expect(file.metadata == ["format": "pt"])
        let matrix = try file.matrix("z", rows: 2, columns: 5)
        for (index, number) in Self.numbers.enumerated() {
            let expected: Float =
                switch type {
                // A matrix of so few rows is not worth 8 bits.
                case .float32, .int8: number
                case .float16: Float(Float16(number))
                case .bfloat16: number.isInfinite ? number : matrix[index / 5, index % 5]
                }
            #expect(matrix[index / 5, index % 5].bitPattern == expected.bitPattern, "\(number)")
            // 8 bits of precision at least, or less than the smallest number of 16 bits.
            #expect(number.isInfinite || abs(expected - number) <= max(abs(number) / 256, 0x1p-25))
        }
        #expect(try file.numbers("m") == [1, 2, 3, 4, 5, 6])
        #expect(try file.numbers("a\"\\\u{1}\u{e9}") == [])
    }

    @Test("whole numbers of 8 bits are stored as they are")
    func integers() throws {
        let folder = try TemporaryDirectory()
        let bytes = SafetensorsFile.bytes(of: [Weights("t", integers: [0, -128, 127, -1])])
        let file = try SafetensorsFile(path: folder.write(bytes, to: "w.safetensors"))
        #expect(try file.vector("t", count: 4) == [0, -128, 127, -1])
    }

    @Test("equal tensors give equal bytes, aligned, whatever their order")
    func canonical() {
        let tensors = [
            Weights("b", shape: [3], numbers: [1, 2, 3], type: .float16), Weights("c", shape: [1], numbers: [4]),
            Weights("a", shape: [1], numbers: [5]),
        ]
        let bytes = SafetensorsFile.bytes(of: tensors)
        #expect(bytes == SafetensorsFile.bytes(of: tensors.reversed()))
        let header = Int(bytes[0]) + Int(bytes[1]) << 8
        #expect(header % 8 == 0)
        #expect(bytes.count == 8 + header + 2 * 4 + 3 * 2)
        #expect(Array(bytes[(8 + header)..<(16 + header)]) == [0, 0, 0xA0, 0x40, 0, 0, 0x80, 0x40])
    }

    @Test("every number of 16 bits has the value the standard gives it")
    func allHalves() throws {
        let patterns = (0..<65_536).map { UInt16($0) }
        let header =
            "{\"b\":{\"dtype\":\"BF16\",\"shape\":[65536],\"data_offsets\":[131072,262144]},"
            + "\"h\":{\"dtype\":\"F16\",\"shape\":[65536],\"data_offsets\":[0,131072]}}"
        var bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8)
        for _ in 0..<2 { patterns.withUnsafeBytes { bytes += $0 } }
        let file = try SafetensorsFile(contents: bytes, name: "all")
        let halves = try file.vector("h", count: 65_536), bfloats = try file.vector("b", count: 65_536)
        var wrong = 0
        for pattern in patterns {
            let half = Float(Float16(bitPattern: pattern)), bfloat = Float(bitPattern: UInt32(pattern) << 16)
            let sameHalf = half.isNaN ? halves[Int(pattern)].isNaN : halves[Int(pattern)] == half
            if !sameHalf || bfloats[Int(pattern)].bitPattern != bfloat.bitPattern { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("numbers are rounded to 16 bits to nearest, ties to even")
    func rounding() throws {
        var generator = SeededGenerator(seed: 12)
        var numbers = (0..<20_000).map { _ in Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator)) }
        // Halfway between two numbers of binary16, and the edges of its range.
        numbers += (0..<2048).map {
            Float(Float16(bitPattern: UInt16($0 * 15))) + Float(Float16(bitPattern: UInt16($0 * 15)).ulp) / 2
        }
        numbers += [65_519.996, 65_520, 0x1p-24, 0x1p-25, 0x1.000002p-25, 0x1.fffffep-26, -65_520, .nan]
        let bytes = SafetensorsFile.bytes(of: [
            Weights("h", shape: [numbers.count], numbers: numbers, type: .float16),
            Weights("b", shape: [numbers.count], numbers: numbers, type: .bfloat16),
        ])
        let file = try SafetensorsFile(contents: bytes, name: "rounded")
        let halves = try file.numbers("h"), bfloats = try file.numbers("b")
        var wrong = 0
        for (index, number) in numbers.enumerated() {
            let half = Float(Float16(number))
            if half.isNaN ? !halves[index].isNaN : halves[index] != half { wrong += 1 }
            let bits = number.bitPattern
            let bfloat = Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
            if number.isNaN ? !bfloats[index].isNaN : bfloats[index] != bfloat { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test("a missing tensor, a wrong shape and a wrong type are named")
    func wrongTensors() throws {
        let file = try SafetensorsFile(path: Fixtures.url("encoder/tiny-f16.safetensors").path)
        let ids = "bert.embeddings.position_ids", words = "bert.embeddings.word_embeddings.weight"
        #expect(throws: SafetensorsError(.missing("absent", [2]), file: file.file)) {
            try file.vector("absent", count: 2)
        }
        let shape = #expect(throws: SafetensorsError.self) { try file.matrix(words, rows: 3, columns: 4) }
        #expect(shape?.code == .wrongShape(words, [50, 128], [3, 4]))
        #expect(shape?.description.contains("has shape [50, 128], needed is [3, 4]") == true)
        let type = #expect(throws: SafetensorsError.self) { try file.numbers(ids) }
        #expect(type?.code == .notFloating(ids, "I64"))
    }

    @Test("a file that is not there, a folder, and an empty file are refused")
    func unreadable() throws {
        let folder = try TemporaryDirectory()
        let empty = try folder.write([], to: "empty")
        for path in [folder.path("absent"), folder.url.path, empty] {
            let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(path: path) }
            #expect(error?.description.hasPrefix(path) == true)
        }
    }
}
