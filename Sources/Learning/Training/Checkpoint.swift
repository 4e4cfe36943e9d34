internal import Files
internal import Foundation

/// A run's state in one file, there as a whole or not at all.
///
/// Layout, little-endian: "SYNTAGCP", version (4 bytes), length of the words (4), the words (`RunState`, JSON); then as
/// Float32 the parameters, the first and the second moments, and, when there is one, the average with, as Int32, its
/// steps and those of each row of each table; then the SHA-256 digest of all that stands before.
enum Checkpoint {
    private static let mark = Array("SYNTAGCP".utf8)
    private static let version: UInt32 = 1

    /// Writes a checkpoint.
    static func write(_ state: RunState, of trainer: Trainer<some TrainableModel>, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let words = try encoder.encode(state)
        var output = Output(file: try AtomicFile(path: path))
        try output.write(mark + bytes(version) + bytes(UInt32(words.count)) + words)
        let count = trainer.parameters.count
        for numbers in [trainer.parameters.pointer, trainer.optimizer.first.pointer, trainer.optimizer.second.pointer] {
            try output.write(UnsafeRawBufferPointer(start: numbers, count: count * 4))
        }
        if let average = trainer.average {
            try output.write(UnsafeRawBufferPointer(start: average.memory.pointer, count: count * 4))
            try output.write(bytes(Int32(average.steps)))
            for rows in average.rowSteps { try rows.withUnsafeBytes { try output.write($0) } }
        }
        try output.write(bytes(Int32(trainer.optimizer.steps)))
        let digest = output.hash.finish()
        try output.file.write(digest.bytes)
        try output.file.commit()
    }

    /// Reads the words of a checkpoint only; nil when there is no file.
    static func state(at path: String) throws -> RunState? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        var input = Input(try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe), path: path)
        return try words(&input)
    }

    /// Fills a trainer of the same layout from a checkpoint and gives the state of the run.
    static func read(into trainer: Trainer<some TrainableModel>, from path: String) throws -> RunState {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        var input = Input(data, path: path)
        let state = try words(&input)
        var hash = SHA256()
        data.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0.dropLast(32))) }
        guard hash.finish().bytes == Array(data.suffix(32)) else {
            throw TrainingError(.checkpoint("its digest does not fit its content"), path: path)
        }
        let count = trainer.parameters.count
        for numbers in [trainer.parameters.pointer, trainer.optimizer.first.pointer, trainer.optimizer.second.pointer] {
            try input.read(into: UnsafeMutableRawBufferPointer(start: numbers, count: count * 4))
        }
        if let average = trainer.average {
            try input.read(into: UnsafeMutableRawBufferPointer(start: average.memory.pointer, count: count * 4))
            let steps = Int(try input.number(Int32.self))
            var rows = average.rowSteps
            for index in rows.indices { try rows[index].withUnsafeMutableBytes { try input.read(into: $0) } }
            average.restore(steps: steps, rowSteps: rows)
        }
        trainer.optimizer.steps = Int(try input.number(Int32.self))
        guard input.remaining == 32 else {
            throw TrainingError(.checkpoint("it is longer than a checkpoint of this model"), path: path)
        }
        trainer.model.refresh(threads: 1)
        return state
    }

    private static func words(_ input: inout Input) throws -> RunState {
        guard try input.bytes(mark.count) == mark, try input.number(UInt32.self) == version else {
            throw TrainingError(.checkpoint("it is not one of this version of Syntag"), path: input.path)
        }
        let words = try input.bytes(Int(try input.number(UInt32.self)))
        guard let state = try? JSONDecoder().decode(RunState.self, from: Data(words)) else {
            throw TrainingError(.checkpoint("its description is damaged"), path: input.path)
        }
        return state
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// A file in the making, with the digest of what it holds.
    private struct Output {
        let file: AtomicFile
        var hash = SHA256()

        mutating func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

        mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
            hash.update(bytes)
            try file.write(bytes.assumingMemoryBound(to: UInt8.self).span)
        }
    }

    /// A file's bytes, read from the front.
    private struct Input {
        let data: Data
        let path: String
        private var place = 0

        init(_ data: Data, path: String) {
            self.data = data
            self.path = path
        }

        var remaining: Int { data.count - place }

        mutating func bytes(_ count: Int) throws -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: max(0, min(count, remaining + 1)))
            try bytes.withUnsafeMutableBytes { try read(into: $0) }
            return bytes
        }

        mutating func number<Number: FixedWidthInteger>(_: Number.Type) throws -> Number {
            var number: Number = 0
            try withUnsafeMutableBytes(of: &number) { try read(into: $0) }
            return Number(littleEndian: number)
        }

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws {
            guard buffer.count <= remaining else { throw TrainingError(.checkpoint("it is cut short"), path: path) }
            data.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[place..<place + buffer.count])) }
            place += buffer.count
        }
    }
}
