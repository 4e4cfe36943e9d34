import ArgumentParser
import Files
import Foundation
import Tensors

/// `syntag model convert`: a model folder with its weights in another type.
struct ModelConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a model folder anew with its weights in another type.",
        discussion: """
            All files are copied but the weights, which are rounded, and SHA256SUMS, which is made anew. With int8 every \
            row of a large matrix has 8 bits a number and a scale; biases, normalisations and the head stay in 32 bits. \
            The file is then half as large as with float16. Score the model before you use it: rounding is not undone \
            by converting back.

            EXAMPLES
              syntag model convert Models/entities --output small --weights int8
              syntag evaluate entities --model small --gold BC2GM/devel.tsv
            """)

    /// The types that weights are offered in.
    enum Target: String, ExpressibleByArgument, CaseIterable {
        case float16, float32, int8

        var type: WeightType {
            switch self {
            case .float16: .float16
            case .float32: .float32
            case .int8: .int8
            }
        }
    }

    @Argument(help: "Model folder.", completion: .directory)
    var folder: String

    @Option(name: [.short, .long], help: "Folder to write; it must not hold a model.", completion: .directory)
    var output: String

    @Option(help: "Type of the weights: float16, float32 or int8.")
    var weights: Target

    private static let weightsName = "model.safetensors"

    func run() throws {
        try reporting {
            let source = "\(folder)/\(Self.weightsName)", target = "\(output)/\(Self.weightsName)"
            let file = try SafetensorsFile(path: source)
            guard !FileManager.default.fileExists(atPath: target) else {
                throw UsageError(description: "\(output) holds a model; give another folder with --output")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter(isCopied).sorted()
            let read = try file.weights(as: weights.type)
            try Folder.create(output)
            for name in names {
                let input = try FileInput(path: "\(folder)/\(name)")
                try write(try input.read(count: Int(input.size), at: 0), to: name)
            }
            // The weights come last: a folder that holds them is whole but for its check sums.
            try write(SafetensorsFile.bytes(of: read.tensors, metadata: file.metadata), to: Self.weightsName)
            try Checksums(of: names + [Self.weightsName], in: output).write(to: output)
            if !read.leftOut.isEmpty {
                Console.message("left out, as they hold no weights: \(read.leftOut.joined(separator: ", "))")
            }
            let sizes = [source, target].map { Format.decimal(Double(InputList.size(of: $0)) / 1e6, places: 1) }
            Console.result("\(output): \(weights.rawValue), \(sizes[1]) MB (\(folder): \(sizes[0]) MB)")
            return .done
        }
    }

    /// Whether a name is that of a file that goes over as it is.
    private func isCopied(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return ![Self.weightsName, Checksums.name].contains(name)
            && FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            && !isFolder.boolValue
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        try AtomicFile.write(bytes, to: "\(output)/\(name)")
    }
}
