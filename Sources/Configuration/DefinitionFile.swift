import Foundation
public import Yams

/// A YAML file that a person wrote.
public enum DefinitionFile {
    /// The text of a file.
    public static func text(of file: String) throws(DefinitionError) -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw DefinitionError(
                file: file, line: nil, problem: "the file cannot be read", remedy: "check its name and permissions")
        }
        guard let yaml = String(data: data, encoding: .utf8) else {
            throw DefinitionError(file: file, line: nil, problem: "the file is not UTF-8", remedy: "save it as UTF-8")
        }
        return yaml
    }

    /// The path that a file names: relative to the folder of the file.
    public static func path(_ path: String, besides file: String) -> String {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        return URL(fileURLWithPath: path, relativeTo: folder).path
    }

    /// The root node of a YAML text; `file` is its name for messages, `example` a file to start from.
    public static func root(yaml: String, file: String, example: String) throws(DefinitionError) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml) { return node }
        } catch let error as YamlError {
            throw DefinitionError(
                file: file, line: error.line, problem: "not readable as YAML (\(error.reason))",
                remedy: "check indentation, quotes and colons there")
        } catch {
            throw DefinitionError(
                file: file, line: nil, problem: "not readable as YAML (\(error))", remedy: "check the file")
        }
        throw DefinitionError(
            file: file, line: nil, problem: "the file is empty", remedy: "start from \(example)")
    }
}

extension YamlError {
    /// Line of the first fault, from 1, where the parser knows it.
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    /// What the parser found, in a few words.
    fileprivate var reason: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _):
            "the key \(keys.map { "`\($0)`" }.joined(separator: ", ")) stands there twice"
        default: "not valid"
        }
    }
}
