import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite("Lists of inputs")
struct InputListTests {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        for name in ["b.xml.gz", "a.xml", "c.XML", "notes.txt"] { _ = try folder.write([], to: name) }
    }

    private func list(_ arguments: [String], manifest: String? = nil, shard: String? = nil) throws -> InputList {
        try InputList(arguments: arguments, manifest: manifest, shard: shard.flatMap(InputList.Shard.init))
    }

    @Test("a folder stands for its PubMed files, sorted")
    func folders() throws {
        let list = try list([folder.url.path])
        #expect(list.files == ["a.xml", "b.xml.gz", "c.XML"].map(folder.path))
        #expect(list.missing.isEmpty)
        #expect(try self.list([folder.url.path + "/"]).files == list.files)
    }

    @Test("files are taken as they are named, in that order")
    func files() throws {
        let named = [folder.path("notes.txt"), folder.path("a.xml")]
        #expect(try list(named).files == named)
    }

    @Test("what is not there is listed, and the rest kept")
    func missing() throws {
        let list = try list([folder.path("absent.xml"), folder.path("a.xml")])
        #expect(list.files == [folder.path("a.xml")])
        #expect(list.missing == [folder.path("absent.xml")])
    }

    @Test("a manifest adds its lines, without comments and empty ones")
    func manifest() throws {
        let text = "# list\n\n  \(folder.path("a.xml"))  \r\n\(folder.path("b.xml.gz"))"
        let manifest = try folder.write(Array(text.utf8), to: "list.txt")
        #expect(try list([], manifest: manifest).files == ["a.xml", "b.xml.gz"].map(folder.path))
        #expect(throws: InputList.Problem.self) { try list([], manifest: folder.path("no-list.txt")) }
    }

    @Test("inputs whose outputs would collide are refused")
    func collision() throws {
        _ = try folder.write([], to: "a.xml.gz")
        #expect(throws: InputList.Problem.self) { try list([folder.url.path]) }
        #expect(try list([folder.path("a.xml"), folder.path("a.xml")]).files.count == 1)
        #expect(throws: InputList.Problem.self) { try list([]) }
    }

    @Test("shards share out the files: each in one", arguments: 1...5)
    func shards(count: Int) throws {
        let all = try list([folder.url.path]).files
        let parts = try (1...count).map { try list([folder.url.path], shard: "\($0)/\(count)").files }
        #expect(parts.joined().sorted() == all)
    }

    @Test("shards agree on their parts, whichever inputs are there when they begin")
    func shardsOfMissing() throws {
        let named = ["a.xml", "later.xml", "b.xml.gz", "notes.txt"].map(folder.path)
        let before = try list(named, shard: "1/2")
        _ = try folder.write([], to: "later.xml")
        let after = try list(named, shard: "2/2")
        #expect(before.files == ["a.xml", "b.xml.gz"].map(folder.path))
        #expect(after.files == ["later.xml", "notes.txt"].map(folder.path))
    }

    @Test("a shard is I/N with 1 <= I <= N", arguments: ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "/2", "-1/2"])
    func badShards(text: String) {
        #expect(InputList.Shard(argument: text) == nil)
    }
}
