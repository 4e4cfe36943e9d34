internal import Files
internal import Foundation
internal import Tensors

extension BoundaryModel {
    /// The names of a model folder's files and of the tensors in it.
    public enum Layout {
        /// The task that `config.json` names.
        public static let task = "sentences"
        /// The configuration.
        public static let configuration = "config.json"
        /// The weights, one tensor [weights] for each kind of boundary.
        public static let weights = "model.safetensors"
        /// The tensor for the ends of sentences.
        public static let sentences = "sentences.weight"

        /// The tensor for the tokens of a style.
        public static func tokens(_ style: TokenStyle) -> String { "tokens.\(style.rawValue).weight" }
    }

    private struct Configuration: Decodable {
        struct Section: Decodable {
            var name: String
            var task: String
            var features: Int
            var styles: [String]
        }
        var syntag: Section
    }

    /// Reads and checks the model of a folder.
    public init(folder: String) throws(BoundaryModelError) {
        let names = [Layout.configuration, Layout.weights]
        let digest: Digest
        do throws(FileError) {
            digest = try Digest.ofFiles(names, in: folder)
        } catch {
            throw BoundaryModelError(.unreadable("\(error.reason)"), file: error.path)
        }
        let section = try Self.section(of: "\(folder)/\(Layout.configuration)")
        let path = "\(folder)/\(Layout.weights)"
        let file: SafetensorsFile
        do throws(SafetensorsError) {
            file = try SafetensorsFile(path: path)
        } catch {
            throw BoundaryModelError(.unreadable("\(error)"), file: path)
        }
        var tokens: [TokenStyle: BoundaryWeights] = [:]
        for style in TokenStyle.allCases where section.styles.contains(style.rawValue) {
            tokens[style] = try Self.weights(Layout.tokens(style), of: file, path: path)
        }
        self.init(
            name: section.name, digest: digest,
            sentences: try Self.weights(Layout.sentences, of: file, path: path), tokens: tokens)
    }

    private static func section(of path: String) throws(BoundaryModelError) -> Configuration.Section {
        let section: Configuration.Section
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            section = try JSONDecoder().decode(Configuration.self, from: data).syntag
        } catch let error as DecodingError {
            throw BoundaryModelError(.malformed(Self.reason(of: error)), file: path)
        } catch {
            throw BoundaryModelError(.unreadable(error.localizedDescription), file: path)
        }
        guard section.task == Layout.task else { throw BoundaryModelError(.task(section.task), file: path) }
        guard section.features == BoundaryCandidates.version else {
            throw BoundaryModelError(.features(found: section.features, known: BoundaryCandidates.version), file: path)
        }
        let known = section.styles.allSatisfy { TokenStyle(rawValue: $0) != nil }
        guard known, !section.styles.isEmpty else { throw BoundaryModelError(.styles(section.styles), file: path) }
        return section
    }

    private static func reason(of error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "the key `\((context.codingPath + [key]).map(\.stringValue).joined(separator: "."))` is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` has a value of another kind"
        case .dataCorrupted: "it is not JSON"
        @unknown default: "it is not JSON"
        }
    }

    private static func weights(
        _ name: String, of file: SafetensorsFile, path: String
    ) throws(BoundaryModelError) -> BoundaryWeights {
        let numbers: [Float]
        do throws(SafetensorsError) {
            numbers = try file.numbers(name)
        } catch {
            throw BoundaryModelError(.unreadable("\(error)"), file: path)
        }
        var table: [Int8] = []
        table.reserveCapacity(numbers.count)
        for number in numbers {
            guard let weight = Int8(exactly: number) else { throw BoundaryModelError(.number(name), file: path) }
            table.append(weight)
        }
        guard let weights = BoundaryWeights(table: table) else {
            throw BoundaryModelError(.size(name, numbers.count), file: path)
        }
        return weights
    }
}
