import ArgumentParser
import Encoder
import Files
import Learning

/// `syntag model import`: a published BERT checkpoint as a folder to start training from.
struct ModelImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a folder to start training from of a BERT or BioBERT checkpoint.",
        discussion: """
            DIR is a folder as the Hugging Face hub has it: config.json, vocab.txt and model.safetensors. The names and \
            shapes of all tensors are checked against config.json; the encoder is written without heads of other tasks, \
            with SHA256SUMS. Weights that are there as pytorch_model.bin only are converted first, by a script that needs \
            Python with torch and safetensors.

            EXAMPLES
              python3 etc/tools/bin_to_safetensors.py biobert-v1.1
              syntag model import biobert-v1.1 --output initial/biobert
              syntag train entities --config pipelines/training/biobert.yaml --initialise initial/biobert
            """)

    @Argument(help: "Folder of the checkpoint.", completion: .directory)
    var folder: String

    @Option(name: [.short, .long], help: "Folder to write; it must not hold a model.", completion: .directory)
    var output: String

    func run() throws {
        try reporting {
            let checkpoint = try EncoderImport(folder: folder)
            let names = try checkpoint.write(to: output)
            try Checksums(of: names, in: output).write(to: output)
            if !checkpoint.leftOut.isEmpty {
                Console.message(
                    "left out, as they are not the encoder's: \(checkpoint.leftOut.joined(separator: ", "))")
            }
            let shape = "\(checkpoint.encoder.layerCount) layers x \(checkpoint.encoder.hiddenSize)"
            let letters = "\(checkpoint.lowercase ? "uncased" : "cased"), \(checkpoint.reason)"
            Console.result("\(output): BERT, \(shape), \(Format.count(checkpoint.count)) numbers, \(letters)")
            return .done
        }
    }
}
