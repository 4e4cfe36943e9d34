import Encoder
import Foundation
import Tensors
import TestSupport

/// A batch and its reference hidden states, made by `Tests/Fixtures/tools/encoder_golden.py`.
struct Golden {
    let batch: PackedBatch
    private let file: SafetensorsFile

    init(_ name: String) throws {
        file = try SafetensorsFile(path: Fixtures.url("encoder/\(name)-states.safetensors").path)
        batch = PackedBatch(
            ids: try file.numbers("ids").map { Int32($0) }, starts: try file.numbers("starts").map { Int($0) })
    }

    /// The largest difference between states `[tokens x hidden]` and the reference, which has every `step`th column.
    func difference(_ states: MatrixView, from name: String, step: Int) throws -> Float {
        let columns = (states.columns + step - 1) / step
        let reference = try file.matrix(name, rows: states.rows, columns: columns)
        var largest: Float = 0
        for row in 0..<states.rows {
            for column in 0..<columns {
                let difference = abs(states[row, column * step] - reference[row, column])
                largest = difference.isNaN ? .infinity : max(largest, difference)
            }
        }
        return largest
    }
}

/// A small random encoder among the fixtures.
enum TinyEncoder: String, CaseIterable, Sendable {
    /// Heads of 8 columns, current names.
    case f32 = "tiny-f32"
    /// Heads of 32 columns.
    case bf16 = "tiny-bf16"
    /// Heads of 64 columns, the prefix `bert.`, `gamma` and `beta`.
    case f16 = "tiny-f16"

    func configuration() throws -> EncoderConfiguration {
        try EncoderConfiguration(path: Fixtures.url("encoder/\(rawValue).json").path)
    }

    func weights() throws -> SafetensorsFile {
        try SafetensorsFile(path: Fixtures.url("encoder/\(rawValue).safetensors").path)
    }

    func encoder(_ instructions: InstructionSet = .best) throws -> Encoder {
        try Encoder(weights: weights(), configuration: configuration(), instructions: instructions)
    }
}
