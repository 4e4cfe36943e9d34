import Foundation
import TestSupport
import Testing

@Suite("Installation")
struct InstallTests {
    /// Installs the program of this build below a folder, or removes it.
    private func install(below folder: TemporaryDirectory, prefix: String, _ arguments: [String] = []) throws {
        let script = Fixtures.root.appendingPathComponent("etc/tools/install")
        let result = try Program.run(
            script, arguments,
            environment: [
                "SYNTAG": Program.url().path, "DESTDIR": folder.url.path, "PREFIX": prefix, "SYSCONFDIR": "/etc",
            ])
        #expect(result.status == 0, "\(result.errors)")
    }

    /// The files below a folder, as paths relative to it.
    private func files(below folder: TemporaryDirectory) throws -> [String] {
        let names =
            FileManager.default.enumerator(atPath: folder.url.path)?.allObjects.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        return names.filter { name in
            FileManager.default.fileExists(atPath: folder.path(name), isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    @Test(
        "an installed program finds its models, wherever it was installed, and can be removed",
        arguments: ["/usr", "/opt/textmining"])
    func installs(prefix: String) throws {
        let folder = try TemporaryDirectory()
        try install(below: folder, prefix: prefix)
        let result = try Program.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            ["-u", "SYNTAG_MODELS", folder.path("\(prefix)/bin/syntag"), "model", "info"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains(folder.path("\(prefix)/share/syntag/models/sentences")), "\(result.output)")
        let unit = try String(
            contentsOfFile: folder.path("\(prefix)/lib/systemd/system/syntag@.service"), encoding: .utf8)
        #expect(unit.contains("\nExecStart=\(prefix)/bin/syntag serve --config /etc/syntag/%i.yaml\n"))
        let installed = try files(below: folder)
        for name in [
            "lib/systemd/system/syntag.slice", "lib/sysusers.d/syntag.conf", "lib/tmpfiles.d/syntag.conf",
            "share/syntag/schema/syntag-1.schema.json", "share/syntag/pipelines/pubmed.yaml",
            "share/doc/syntag/README.md",
        ] {
            #expect(installed.contains("\(prefix.dropFirst())/\(name)"), "\(name)")
        }
        let mine = folder.path("etc/syntag/pubmed.yaml")
        #expect(FileManager.default.createFile(atPath: mine, contents: Data("name: pubmed\n".utf8)))
        try install(below: folder, prefix: prefix, ["--remove"])
        #expect(try files(below: folder).filter { !$0.hasPrefix("etc/") } == [])
        #expect(FileManager.default.fileExists(atPath: mine), "what the administrator wrote stays")
    }
}
