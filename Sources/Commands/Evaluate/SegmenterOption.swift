import ArgumentParser
import Pipelines
import Records
import Sentences

/// What finds the sentences and tokens that a command scores.
struct SegmenterOption: ParsableArguments {
    @Option(
        help: "Folder of the model of sentences and tokens; `rules` for rules. The embedded one by default.",
        completion: .directory)
    var model: String?

    @Option(
        help: "Style of tokens: craft (hyphens and slashes part words) or genia (hyphenated words are whole).",
        transform: { text in
            guard let style = TokenStyle(rawValue: text) else {
                throw ValidationError("`\(text)` is no style of tokens; give craft or genia")
            }
            return style
        })
    var style: TokenStyle = .craft

    /// The segmenter that is asked for.
    func segmenter() throws -> Segmenter {
        if model == "rules" {
            guard style == .craft else { throw UsageError(description: "the rules know the style craft only") }
            return Segmenter()
        }
        let folder = try ModelLocations.folder(of: .sentences, named: model)
        return try Segmenter(model: BoundaryModel(folder: folder), tokens: style)
    }
}
