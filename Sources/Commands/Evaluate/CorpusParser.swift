import Entities
import Pipelines
import Records
import Syntax

/// Parses the words of BIO corpora for entity models that read syntax.
struct CorpusParser {
    private let parser: ParallelParser

    /// Loads the syntax model of a folder, the default one without; nil for an entity model that reads no syntax.
    init?(for model: EntityModel, folder: String?, workers: Int) throws {
        guard model.features != nil else { return nil }
        let folders = try ModelLocations(named: folder, for: .syntax)
        let found: String
        do throws(ModelLocations.NotFound) {
            found = try folders.folder(of: .syntax)
        } catch {
            var error = error
            error.option = "--syntax-model"
            error.user = "the model in \(model.folder)"
            throw error
        }
        parser = try ParallelParser(
            model: SyntaxModel(folder: found), options: SyntaxParserOptions(), workers: workers)
    }

    /// The syntax of each sentence of a corpus, its words as they stand there.
    func syntax(of corpus: BIOCorpus) -> [WordSyntax] {
        parser.parse(corpus.sentences.map(\.words)).map { parsed in
            WordSyntax(
                partsOfSpeech: parsed.xpos, dependencies: parsed.dependencies, constituents: parsed.constituents)
        }
    }
}
