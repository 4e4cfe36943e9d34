import Configuration
import Yams

/// Something that a part of a pipeline adds to a document, and that later parts may need.
public enum Feature: String, Sendable, CaseIterable {
    /// The text and its passages.
    case text
    /// Sentences and their tokens.
    case sentences
    /// Parts of speech of the Penn Treebank.
    case pos
    /// Universal parts of speech.
    case upos
    /// Dependency trees.
    case dependencies
    /// Constituency trees.
    case constituents
    /// Genes, diseases, chemicals and species.
    case entities
}

/// How many threads a stage has.
public enum Workers: Sendable, Equatable {
    /// As many as the run has jobs.
    case auto
    /// This many, whatever the run has.
    case fixed(Int)

    /// Numbers of workers that a pipeline file may ask for.
    static let allowed = 1...256

    /// The number of workers in a run of `jobs` jobs.
    func count(jobs: Int) -> Int {
        switch self {
        case .auto: max(jobs, 1)
        case .fixed(let number): number
        }
    }
}

extension OptionReader {
    /// A number of workers: `auto`, or a whole number.
    mutating func workers(_ key: String) throws(DefinitionError) -> Workers? {
        guard let node = node(key) else { return nil }
        if node.scalar?.string == "auto" { return .auto }
        guard let number = node.scalar.flatMap({ Int($0.string) }), Workers.allowed.contains(number) else {
            let bounds = "\(Workers.allowed.lowerBound) to \(Workers.allowed.upperBound)"
            throw refusal(of: node, key: key, expected: "`auto` or a whole number from \(bounds)")
        }
        return .fixed(number)
    }
}
