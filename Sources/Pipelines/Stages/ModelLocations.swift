import Foundation

/// Where the models are.
///
/// A model is looked for, in this order: in the folder that the user names; in the folder that the environment variable
/// `SYNTAG_MODELS` names; in `share/syntag/models` beside the folder of the program; in `Models` of the folders
/// above the program (the project's own).
public struct ModelLocations: Sendable {
    /// No model folder was found.
    public struct NotFound: Error, CustomStringConvertible {
        /// The folders that were looked into.
        public var tried: [String]

        /// What is missing and what to do.
        public var description: String {
            "no entity model found (looked into \(tried.joined(separator: ", "))); "
                + "name one with --model DIR or set SYNTAG_MODELS to the folder that holds `entities`"
        }
    }

    /// The model folder that the user named, which then takes the place of the default.
    public var named: String?

    /// Makes locations; `named` is the folder of `--model`.
    public init(named: String? = nil) {
        self.named = named
    }

    /// The folder of the entity model. A name in the pipeline file gives way to the one on the command line.
    public func entities(named inPipeline: String? = nil) throws(NotFound) -> String {
        if let folder = named ?? inPipeline { return folder }
        let candidates = Self.folders.map { $0 + "/entities" }
        if let folder = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/config.json") }) {
            return folder
        }
        throw NotFound(tried: candidates)
    }

    /// Folders that may hold the default models, first choice first.
    static var folders: [String] {
        if let folder = ProcessInfo.processInfo.environment["SYNTAG_MODELS"] { return [folder] }
        var folders: [String] = []
        var parent = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        folders.append(parent.deletingLastPathComponent().path + "/share/syntag/models")
        while parent.path != "/" {
            folders.append(parent.path + "/Models")
            parent.deleteLastPathComponent()
        }
        return folders
    }
}
