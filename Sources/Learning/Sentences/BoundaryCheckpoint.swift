internal import Files
internal import Foundation
internal import Tensors

/// Where a run stands after an epoch, as a safetensors file: there as a whole or not at all.
enum BoundaryCheckpoint {
    private static let names = ["sentences.evidence", "sentences.squares", "tokens.evidence", "tokens.squares"]

    /// Writes the state after so many epochs.
    static func write(_ trainer: BoundaryTrainer, epochs: Int, to path: String) throws {
        let tensors = zip(names, memories(of: trainer)).map { name, memory in
            let numbers = Array(UnsafeBufferPointer(start: memory.pointer, count: memory.count))
            return Weights(name, shape: [memory.count], numbers: numbers)
        }
        let metadata = ["digest": trainer.digest, "epochs": "\(epochs)"]
        try AtomicFile.write(SafetensorsFile.bytes(of: tensors, metadata: metadata), to: path)
    }

    /// Fills the trainer of the same run with its state; gives the number of epochs made.
    static func read(into trainer: BoundaryTrainer, from path: String) throws -> Int {
        let file = try opened(path)
        guard file.metadata["digest"] == trainer.digest else { throw TrainingError(.otherRun, path: path) }
        for (name, memory) in zip(names, memories(of: trainer)) {
            do throws(SafetensorsError) {
                memory.pointer.update(from: try file.vector(name, count: memory.count), count: memory.count)
            } catch {
                throw TrainingError(.checkpoint("\(error)"), path: path)
            }
        }
        guard let epochs = file.metadata["epochs"].flatMap({ Int($0) }) else {
            throw TrainingError(.checkpoint("it does not say after which epoch it was made"), path: path)
        }
        trainer.sentences.refresh()
        trainer.tokens.refresh()
        return epochs
    }

    private static func opened(_ path: String) throws -> SafetensorsFile {
        do throws(SafetensorsError) {
            return try SafetensorsFile(path: path)
        } catch {
            throw TrainingError(.checkpoint("\(error)"), path: path)
        }
    }

    private static func memories(of trainer: BoundaryTrainer) -> [FlatMemory] {
        [trainer.sentences.evidence, trainer.sentences.squares, trainer.tokens.evidence, trainer.tokens.squares]
    }
}
