import Foundation
public import Records

/// Where the models are.
///
/// The model of a task is looked for, in this order: in the folders that the user names; in the folder that the
/// environment variable `SYNTAG_MODELS` names; in `share/syntag/models` beside the folder of the program; in `Models` of
/// the folders above the program (the project's own). A folder that the user names is a model of the task that its
/// `config.json` says, or holds models in folders named like their tasks.
public struct ModelLocations: Sendable {
    /// No model folder was found.
    public struct NotFound: Error, CustomStringConvertible {
        /// What the model would do.
        public var task: ModelTask
        /// The folders that were looked into.
        public var tried: [String]
        /// The option that names the model.
        public var option = "--model"
        /// What needs it, where that is not the command itself ("the model in Models/entities").
        public var user: String?

        /// What is missing and what to do.
        public var description: String {
            "no model for \(task.rawValue) found\(user.map { ", which \($0) needs" } ?? "") "
                + "(looked into \(tried.joined(separator: ", "))); "
                + "name one with \(option) DIR or set SYNTAG_MODELS to the folder that holds `\(task.rawValue)`"
        }
    }

    /// A model was named that nothing uses.
    public struct Unused: Error, CustomStringConvertible {
        /// The folder, and the task of its model.
        public var folder: String, task: ModelTask
        /// The tasks that a model is needed for.
        public var needed: [ModelTask]

        /// What is wrong and what to do.
        public var description: String {
            "\(folder) holds a model for \(task.rawValue), which nothing here uses; name a model for "
                + needed.map(\.rawValue).joined(separator: " or ")
        }
    }

    /// The model folders that the user named, which then take the place of the default ones.
    public var named: [String]

    /// Makes locations; `named` are the folders of `--model`.
    public init(named: [String] = []) {
        self.named = named
    }

    /// Makes locations with the one folder of `--model`, or none.
    public init(named folder: String?) {
        self.init(named: folder.map { [$0] } ?? [])
    }

    /// Makes locations for a program that needs models for some tasks and no others.
    ///
    /// - Throws: ``Unused`` where a folder of `--model` is a model for another task.
    public init(named: [String], for tasks: [ModelTask]) throws(Unused) {
        self.init(named: named)
        for folder in named {
            guard let task = Self.task(of: folder), !tasks.contains(task) else { continue }
            throw Unused(folder: folder, task: task, needed: tasks)
        }
    }

    /// The same with the one folder of an option, or none, and one task.
    public init(named folder: String?, for task: ModelTask) throws(Unused) {
        try self.init(named: folder.map { [$0] } ?? [], for: [task])
    }

    /// The folder of the model that a command of one task uses; `folder` is that of `--model`, or nil.
    ///
    /// - Throws: ``Unused``, ``NotFound``.
    public static func folder(of task: ModelTask, named folder: String?) throws -> String {
        try ModelLocations(named: folder, for: task).folder(of: task)
    }

    /// The folder of the model of a task. A name in the pipeline file gives way to one on the command line.
    public func folder(of task: ModelTask, named inPipeline: String? = nil) throws(NotFound) -> String {
        for folder in named {
            if let found = Self.task(of: folder) {
                if found == task { return folder }
            } else if Self.task(of: "\(folder)/\(task.rawValue)") != nil {
                return "\(folder)/\(task.rawValue)"
            }
        }
        // A folder that is no model is handed on, so that its reader can say what is wrong with it.
        if let folder = named.first(where: { Self.task(of: $0) == nil && !Self.holdsModels($0) }) { return folder }
        if let inPipeline { return inPipeline }
        let candidates = Self.folders.map { "\($0)/\(task.rawValue)" }
        if let folder = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/config.json") }) {
            return folder
        }
        throw NotFound(task: task, tried: candidates)
    }

    /// The task that the `config.json` of a folder says; nil where there is none that says one.
    public static func task(of folder: String) -> ModelTask? {
        guard let contents = FileManager.default.contents(atPath: folder + "/config.json"),
            let values = (try? JSONSerialization.jsonObject(with: contents)) as? [String: Any],
            let section = values["syntag"] as? [String: Any], let task = section["task"] as? String
        else { return nil }
        return ModelTask(rawValue: task)
    }

    private static func holdsModels(_ folder: String) -> Bool {
        ModelTask.allCases.contains { task(of: "\(folder)/\($0.rawValue)") != nil }
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
