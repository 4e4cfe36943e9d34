public import Foundation

/// Files that tests read.
public enum Fixtures {
    /// The root folder of the project.
    public static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// A file or folder under `Tests/Fixtures`.
    public static func url(_ path: String) -> URL {
        root.appendingPathComponent("Tests/Fixtures").appendingPathComponent(path)
    }

    /// The shared data folder of the workplace, when this machine has one: tests that use it are skipped without it.
    ///
    /// `SYNTAG_SHARED` names it; otherwise it is looked for beside the project.
    public static let shared: URL? = {
        let named = ProcessInfo.processInfo.environment["SYNTAG_SHARED"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? root.deletingLastPathComponent().appendingPathComponent("shared")
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent("data").path) ? folder : nil
    }()
}
