import Files
import Foundation
import Syntax
import Tensors
import TestSupport
import Testing

@Suite("Syntax model folders")
struct SyntaxModelTests {
    @Test("a folder is read: name, tags, labels, digest")
    func good() throws {
        let model = try SyntaxModel(folder: TinySyntaxModel.url.path)
        #expect(model.name == "tiny-syntax")
        #expect(model.tags.map(\.name) == ["CRAFT", "GENIA"])
        #expect(model.defaultTag.name == "CRAFT")
        #expect(model.labels.xpos.count == 14 && model.labels.relations.first == "root")
        #expect(model.labels.constituents[7] == ["VP", "S", "VP"])
        #expect(model.room == 44)
        let files = ["config.json", "vocab.txt", "model.safetensors"]
        #expect(try model.digest == Digest.ofFiles(files, in: model.folder))
        #expect(try model.tag(named: nil) == model.defaultTag)
        #expect(try model.tag(named: "GENIA").open == "<GENIA>")
    }

    @Test("name, default tag and word may be left out")
    func defaults() throws {
        let folder = try TemporaryDirectory()
        let path = try TinySyntaxModel.writeSection(to: folder) {
            for key in ["name", "default_tag", "word"] { $0[key] = nil }
        }
        let model = try SyntaxModel(folder: path)
        #expect(model.name == folder.url.lastPathComponent)
        #expect(model.defaultTag == model.tags[0])
    }

    /// A change of the section, and words that the error must hold.
    struct Fault: @unchecked Sendable, CustomTestStringConvertible {
        var key: String
        var value: Any?
        var words: [String]
        var testDescription: String { "\(key): \(words)" }
    }

    static let faults: [Fault] = [
        Fault(key: "task", value: "entities", words: ["config.json (syntag.task)", "entities, not syntax", "give"]),
        Fault(key: "task", value: nil, words: ["(syntag.task)", "is missing"]),
        Fault(key: "tags", value: [], words: ["(syntag.tags)", "an empty list is not"]),
        Fault(key: "tags", value: "CRAFT", words: ["(syntag.tags)", "CRAFT is not a list of objects", "correct"]),
        Fault(key: "tags", value: [["name": "A", "open": "<A>"]], words: ["(syntag.tags[0].close)", "is missing"]),
        Fault(
            key: "tags", value: [["name": "CRAFT", "open": "<A>", "close": "</A>"]],
            words: ["vocab.txt", "<A> is not in the vocabulary", "trained with"]),
        Fault(key: "default_tag", value: "WSJ", words: ["(syntag.default_tag)", "no tag WSJ", "CRAFT, GENIA"]),
        Fault(key: "word", value: "last", words: ["(syntag.word)", "\"mean\" or \"first\""]),
        Fault(key: "xpos", value: ["NN", "NN"], words: ["(syntag.xpos)", "each once"]),
        Fault(key: "upos", value: [], words: ["(syntag.upos)", "a list of labels"]),
        Fault(key: "upos", value: [1], words: ["(syntag.upos)", "a list of texts"]),
        Fault(key: "relations", value: ["nsubj", "obj"], words: ["(syntag.relations)", "\"root\""]),
        Fault(key: "relations", value: ["root"], words: ["(syntag.relations)", "another relation"]),
        Fault(key: "constituents", value: ["S", "(NP"], words: ["(syntag.constituents[1])", "brackets"]),
        Fault(key: "constituents", value: ["S+", "NP"], words: ["(syntag.constituents[0])", "joined by +"]),
        Fault(key: "arc_size", value: 0, words: ["(syntag.arc_size)", "0 is not a whole number"]),
        Fault(key: "arc_size", value: true, words: ["(syntag.arc_size)", "a whole number"]),
        Fault(key: "span_size", value: 11, words: ["(span.left.weight)", "[10 x 16] instead of [11 x 16]", "of one"]),
        Fault(key: "xpos", value: ["NN"], words: ["model.safetensors (xpos.weight)", "[14 x 16] instead of [1 x 16]"]),
    ]

    @Test("a configuration that cannot be used is refused with key and remedy", arguments: faults)
    func refused(fault: Fault) throws {
        let folder = try TemporaryDirectory()
        let path = try TinySyntaxModel.writeSection(to: folder) { $0[fault.key] = fault.value }
        let error = try #require(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
        for word in fault.words { #expect("\(error)".contains(word), "\(error)") }
        #expect(!error.remedy.isEmpty && error.file.hasPrefix(path))
    }

    @Test("files that are missing, damaged or of another model are refused")
    func files() throws {
        let nowhere = try #require(throws: SyntaxModelError.self) { try SyntaxModel(folder: "/nowhere") }
        #expect("\(nowhere)".contains("/nowhere/"))
        let folder = try TemporaryDirectory()
        let path = try TinySyntaxModel.write(to: folder) { $0["vocab_size"] = 7 }
        #expect(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
        _ = try folder.write("not JSON".utf8, to: "config.json")
        let error = try #require(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
        #expect(error.kind == .notJSON)
        _ = try TinySyntaxModel.write(to: folder) { $0["max_position_embeddings"] = 4 }
        #expect(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
        _ = try TinySyntaxModel.write(to: folder) { _ in }
        _ = try folder.write("[UNK]\n".utf8, to: "vocab.txt")
        #expect(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
    }

    @Test("a tensor that is missing is named")
    func missingTensor() throws {
        let folder = try TemporaryDirectory()
        let path = try TinySyntaxModel.write(to: folder) { _ in }
        let file = path + "/model.safetensors"
        let renamed = try Data(contentsOf: URL(fileURLWithPath: file))
        var bytes = [UInt8](renamed)
        let place = try #require(bytes.firstRange(of: Array("\"relation.biaffine.weight\"".utf8)))
        bytes.replaceSubrange(place, with: Array("\"relation.biaffine.weighs\"".utf8))
        _ = try folder.write(bytes, to: "model.safetensors")
        let error = try #require(throws: SyntaxModelError.self) { try SyntaxModel(folder: path) }
        #expect(error.kind == .missing && error.key == "relation.biaffine.weight" && error.file == file)
    }
}
