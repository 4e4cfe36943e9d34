import Foundation
import TestSupport
import Testing

@testable import Tensors

@Suite("Matrices of 8 bits")
struct QuantizedMatrixTests {
    /// Numbers of a few very different sizes, a row of zeros and a row of one number among them.
    private static func numbers(rows: Int, columns: Int) -> [Float] {
        var generator = SeededGenerator(seed: 8)
        return (0..<rows).flatMap { row -> [Float] in
            let scale: Float = [1, 1e-6, 300, 0][row % 4]
            return (0..<columns).map { _ in row == 4 ? -2.5 : scale * Float.random(in: -1...1, using: &generator) }
        }
    }

    @Test("every number is read back within half a step of its row, the largest exactly", arguments: [1, 3, 384])
    func roundTrip(columns: Int) throws {
        let rows = 70, numbers = Self.numbers(rows: rows, columns: columns)
        let bytes = SafetensorsFile.bytes(of: [
            Weights("w", shape: [rows, columns], numbers: numbers, type: .int8),
            Weights("b", shape: [3], numbers: [1, 2, 3], type: .int8),
            Weights("head", shape: [3, 2], numbers: [1, 2, 3, 4, 5, 0.1], type: .int8),
        ])
        let file = try SafetensorsFile(contents: bytes, name: "quantized")
        #expect(file.names == ["b", "head", "w", "w.scale"])
        #expect(try file.numbers("head") == [1, 2, 3, 4, 5, 0.1])
        #expect(try file.vector("b", count: 3) == [1, 2, 3])
        let matrix = try file.matrix("w", rows: rows, columns: columns)
        for row in 0..<rows {
            let own = numbers[row * columns..<(row + 1) * columns]
            let largest = own.map(\.magnitude).max() ?? 0
            for (number, read) in zip(own, matrix.view[row]) {
                #expect(abs(number - read) <= largest / 127 * 0.50001)
                if number.magnitude == largest { #expect(abs(number - read) <= largest * 1e-6) }
            }
        }
        #expect(try file.numbers("w") == (0..<rows).flatMap { Array(matrix.view[$0]) })
    }

    @Test("the smallest and the largest numbers that there are do not overflow")
    func extremes() {
        let least = Float.leastNonzeroMagnitude, most = Float.greatestFiniteMagnitude
        let matrix = QuantizedMatrix([least, -least, most, -most, 0, -0.0], rows: 3, columns: 2)
        #expect(matrix.integers == [0, 0, 127, -127, 0, 0])
        #expect(matrix.scales[0] == 0 && matrix.scales[2] == 0)
    }

    @Test("a matrix whose scales are missing or not one a row is refused by their name")
    func scales() throws {
        let header = "{\"w\":{\"dtype\":\"I8\",\"shape\":[2,2],\"data_offsets\":[SCALES]}}"
        func file(_ scale: String, at end: Int, data: Int) throws -> SafetensorsFile {
            let text = Array((scale + header.dropFirst()).replacing("SCALES", with: "\(end),\(end + 4)").utf8)
            let length = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
            return try SafetensorsFile(contents: length + text + Array(repeating: 1, count: data), name: "x")
        }
        let missing = try file("{", at: 0, data: 4)
        #expect(throws: SafetensorsError(.missing("w.scale", [2]), file: "x")) {
            try missing.matrix("w", rows: 2, columns: 2)
        }
        let short = try file(
            "{\"w.scale\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},", at: 4, data: 8)
        let error = #expect(throws: SafetensorsError.self) { try short.numbers("w") }
        #expect(error?.code == .wrongShape("w.scale", [1], [2]))
    }

    @Test("weights are taken from one type to another; what is none is left out and named")
    func converting() throws {
        let numbers = Self.numbers(rows: 64, columns: 5)
        var file = try SafetensorsFile(
            contents: SafetensorsFile.bytes(of: [
                Weights("w", shape: [64, 5], numbers: numbers), Weights("norm.scale", shape: [2], numbers: [1, 2]),
            ]), name: "start")
        for type in [WeightType.int8, .float32, .int8, .float16] {
            let read = try file.weights(as: type)
            #expect(read.tensors.map(\.name) == ["norm.scale", "w"] && read.leftOut.isEmpty)
            #expect(read.tensors.allSatisfy { $0.type == type })
            file = try SafetensorsFile(contents: SafetensorsFile.bytes(of: read.tensors), name: "\(type)")
        }
        // Rounding what is rounded already changes nothing but the last bits.
        let once = try SafetensorsFile(
            contents: SafetensorsFile.bytes(of: [Weights("w", shape: [64, 5], numbers: numbers, type: .int8)]),
            name: "once")
        for (number, twice) in zip(try once.numbers("w"), try file.numbers("w")) {
            #expect(abs(number - twice) <= max(number.magnitude / 1000, 1e-7))
        }
        let ids = try SafetensorsFile(path: Fixtures.url("encoder/tiny-f16.safetensors").path).weights(as: .float32)
        #expect(ids.leftOut == ["bert.embeddings.position_ids"])
        let infinite = try SafetensorsFile(
            contents: SafetensorsFile.bytes(of: [Weights("w", shape: [1], numbers: [.infinity])]), name: "infinite")
        #expect(throws: SafetensorsError.self) { try infinite.weights(as: .int8) }
    }
}
