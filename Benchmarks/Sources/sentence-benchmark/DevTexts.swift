import Documents
import Foundation
import Treebanks

/// The documents of a corpus that splitters are measured on.
struct DevTexts {
    /// Name of the corpus.
    var name: String
    /// Its documents.
    var documents: [AlignedDocument]

    /// GENIA's abstracts and CRAFT's articles, in the order of their files.
    static func all(in folder: String) throws -> [DevTexts] {
        let genia = try files("\(folder)/genia/raw/dev", ending: ".txt").map { try AlignedDocument(sentenceLines: $0) }
        let craft = try files("\(folder)/craft/conllu/dev", ending: ".conllu").flatMap {
            try AlignedDocument.documents(conllu: $0, texts: "\(folder)/craft/txt/dev")
        }
        return [DevTexts(name: "GENIA dev", documents: genia), DevTexts(name: "CRAFT dev", documents: craft)]
    }

    private static func files(_ folder: String, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }.sorted()
            .map { "\(folder)/\($0)" }
    }

    /// The passages of all documents with the code-point offsets of their gold sentences, as JSON.
    static func json(_ corpora: [DevTexts]) throws -> Data {
        var lists: [String: [[[String: Any]]]] = [:]
        for corpus in corpora {
            lists[corpus.name] = corpus.documents.map { document in
                let bytes = Array(document.text.utf8)
                func scalars(_ start: Int, _ end: Int) -> Int {
                    String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars.count
                }
                return document.paragraphs.map { paragraph in
                    let gold = document.sentences.filter { paragraph.contains($0.span) }
                    return [
                        "text": String(decoding: bytes[paragraph.range], as: UTF8.self),
                        "sentences": gold.map { sentence in
                            let start = scalars(paragraph.start, sentence.span.start)
                            return [start, start + scalars(sentence.span.start, sentence.span.end)]
                        },
                    ]
                }
            }
        }
        return try JSONSerialization.data(withJSONObject: lists, options: [.sortedKeys])
    }
}
