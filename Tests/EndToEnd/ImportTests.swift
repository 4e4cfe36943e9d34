import Foundation
import TestSupport
import Testing

@Suite("syntag model import")
struct ImportTests {
    @Test("writes a folder that training starts from, with check sums; what does not fit ends with 78")
    func imports() throws {
        let folder = try TemporaryDirectory(), output = folder.path("encoder")
        let tiny = Fixtures.url("entities/tiny").path
        let result = try Program.run(["model", "import", tiny, "--output", output])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("\(output): BERT, 2 layers x 16, "))
        #expect(result.errors.contains("left out, as they are not the encoder's: classifier.bias, classifier.weight"))
        let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
        #expect(names == ["README.md", "SHA256SUMS", "config.json", "model.safetensors", "vocab.txt"])

        try FileManager.default.createDirectory(atPath: folder.path("X"), withIntermediateDirectories: true)
        for name in ["train", "devel"] { _ = try folder.write("a\tB\nb\tO\n\nb\tO\n".utf8, to: "X/\(name).tsv") }
        let yaml =
            "name: x\ninitialise: encoder\ndata: .\ncorpora: [{name: X, type: Gene}]\n"
            + "schedule: {epochs: 1, max_subwords: 16}\n"
        let config = try folder.write(yaml.utf8, to: "x.yaml")
        let trained = try Program.run(["train", "entities", "--config", config, "--output", folder.path("out")])
        #expect(trained.status == 0, "\(trained.errors)")

        let again = try Program.run(["model", "import", tiny, "--output", output])
        #expect(again.status == 78 && again.errors.contains("--output"))
        let absent = try Program.run(["model", "import", folder.path("X"), "--output", folder.path("other")])
        #expect(absent.status == 78 && absent.errors.contains("model.safetensors: there is no such file"))
    }
}
