import TestSupport
import Testing

@testable import Learning

@Suite("Gradient buffers are sparse in their tables")
struct GradientBufferTests {
    private let layout = ParameterBuffer(parameters: [
        Parameter(name: "table", shape: [9, 5], offset: 0, group: .embeddings, decays: true, rowSize: 5),
        Parameter(name: "dense", shape: [4], offset: 48, group: .head, decays: false),
    ])

    private func numbers(_ buffer: GradientBuffer) -> [Float] {
        Array(UnsafeBufferPointer(start: buffer.pointer, count: buffer.count))
    }

    @Test("memory is aligned, zero, and of a multiple of 16 numbers")
    func memory() {
        let gradients = GradientBuffer(layout: layout)
        #expect(gradients.count == 64 && layout.count == 64)
        #expect(Int(bitPattern: gradients.pointer) % 64 == 0 && Int(bitPattern: layout.pointer) % 64 == 0)
        #expect(numbers(gradients).allSatisfy { $0 == 0 })
    }

    @Test("touched rows come sorted, each once; a reset zeroes them and the dense part alone")
    func rows() {
        let gradients = GradientBuffer(layout: layout)
        for row in [7, 2, 7, 5, 2] { gradients.touch(row: row, of: 0)[row % 5] += 1 }
        gradients.pointer[50] = 3
        #expect(gradients.touchedRows(of: 0) == [2, 5, 7])
        #expect(gradients.touchedRows(of: 1) == [])
        var ranges: [Range<Int>] = []
        for parameter in 0..<2 { gradients.forEachRange(of: parameter) { ranges.append($0) } }
        #expect(ranges == [10..<15, 25..<30, 35..<40, 48..<52])
        // A row that is not touched is not written: what stands there stays.
        gradients.pointer[0] = 8
        gradients.reset()
        #expect(numbers(gradients) == [8] + Array(repeating: 0, count: 63))
        #expect(gradients.touchedRows(of: 0) == [])
    }

    @Test("the sum of two workers' has the rows of both")
    func sum() {
        let one = GradientBuffer(layout: layout), other = GradientBuffer(layout: layout)
        one.touch(row: 1, of: 0)[0] = 1
        one.touch(row: 3, of: 0)[4] = 2
        other.touch(row: 3, of: 0)[4] = 5
        other.touch(row: 0, of: 0)[2] = 7
        one.pointer[51] = 0.5
        other.pointer[51] = 0.25
        one.add(other)
        #expect(one.touchedRows(of: 0) == [0, 1, 3])
        var expected = Array(repeating: Float(0), count: 64)
        (expected[5], expected[19], expected[2], expected[51]) = (1, 7, 7, 0.75)
        #expect(numbers(one) == expected)
    }

    @Test("a step touches the rows of its batch and no others", arguments: GradientGolden.cases)
    func step(golden: GradientGolden.Case) throws {
        let model = try golden.model(hiddenDropout: 0.1)
        let gradients = GradientBuffer(layout: model.parameters)
        let batch = golden.batch(1)
        _ = model.step(batch, seed: 1, gradients: gradients, workspace: TrainingWorkspace(model.options))
        let used = Set(batch.flatMap { $0.ids + [$0.open, $0.close].compactMap { $0 } })
        #expect(gradients.touchedRows(of: 0) == used.sorted())
        let late = model.options.tagLayer > 0
        let longest = batch.map { late ? $0.ids.count : $0.tokenCount }.max() ?? 0
        #expect(gradients.touchedRows(of: 1) == (0..<Int32(longest)).map { $0 })
        #expect(gradients.touchedRows(of: 2) == [0])
        for place in model.parameters.parameters[0].range {
            let row = Int32(place / golden.hidden_size)
            if !used.contains(row) { #expect(gradients.pointer[place] == 0) }
        }
    }
}
