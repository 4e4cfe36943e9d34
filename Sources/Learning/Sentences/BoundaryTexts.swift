internal import Documents
internal import Foundation
internal import Sentences
internal import Treebanks

/// Running texts with gold sentences and tokens.
struct BoundaryTexts {
    /// A text.
    struct Text {
        var document: AlignedDocument
        var bytes: [UInt8]
    }

    /// Name of the corpus.
    let name: String
    /// The style of its tokens.
    let style: TokenStyle
    /// The texts.
    private(set) var texts: [Text] = []

    /// Reads a split: of a folder, its CoNLL-U files in the order of their names.
    init(
        _ corpus: BoundaryConfiguration.Corpus, _ split: BoundaryConfiguration.Corpus.Split, in data: String
    ) throws {
        name = corpus.name
        style = corpus.style
        let folder = URL(fileURLWithPath: data, isDirectory: true)
        let path = URL(fileURLWithPath: split.sentences, relativeTo: folder).path
        let texts = URL(fileURLWithPath: split.texts, relativeTo: folder).path
        for file in try Self.files(path) {
            for document in try AlignedDocument.documents(conllu: file, texts: texts) {
                self.texts.append(Text(document: document, bytes: Array(document.text.utf8)))
            }
        }
        guard !self.texts.isEmpty else { throw TrainingError(.noTexts, path: path) }
    }

    private static func files(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".conllu") }
        return names.sorted().map { "\(path)/\($0)" }
    }
}
