public import Configuration

/// A faulty YAML file, the line of the fault, and words that its error must hold.
public struct DefinitionFault: Sendable, CustomStringConvertible {
    /// The text of the file.
    public var yaml: String
    /// Line of the fault, from 1; nil where the file as a whole is meant.
    public var line: Int?
    /// Words of the message.
    public var words: [String]

    /// Makes a fault.
    public init(yaml: String, line: Int?, words: [String]) {
        self.yaml = yaml
        self.line = line
        self.words = words
    }

    /// The words, as the name of a test.
    public var description: String { words.joined(separator: " ") }

    /// Reads the file under the name `bad.yaml` and says what is wrong with how it is refused; nothing when all is
    /// well.
    public func complaints(_ read: (_ yaml: String, _ file: String) throws(DefinitionError) -> some Any) -> [String] {
        do throws(DefinitionError) {
            _ = try read(yaml, "bad.yaml")
            return ["the file was read"]
        } catch {
            let text = "\(error)"
            var complaints = words.filter { !text.contains($0) }.map { "no \($0) in: \(text)" }
            if error.line != line { complaints.append("line \(line.map(String.init) ?? "none") expected: \(text)") }
            if !text.hasPrefix("bad.yaml:") { complaints.append("no file in: \(text)") }
            if error.remedy.isEmpty { complaints.append("no remedy in: \(text)") }
            return complaints
        }
    }
}
