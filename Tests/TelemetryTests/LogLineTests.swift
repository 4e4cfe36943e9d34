import Foundation
import Glibc
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

@Suite("Log lines")
struct LogLineTests {
    /// A logger whose lines are kept.
    final class Kept: Sendable {
        fileprivate let kept = Mutex<[String]>([])

        var lines: [String] { kept.withLock { $0 } }

        func logger(_ options: LogOptions, level: Logger.Level = .trace) -> Logger {
            Logger(label: "syntag.test") { label in
                LineLogHandler(
                    label: label, level: level, options: options,
                    output: LogOutput { line in self.kept.withLock { $0.append(line) } })
            }
        }
    }

    /// Texts that try to end a line, to forge a priority, or to turn the direction of writing.
    static let hostile = [
        "two\nlines", "three\r\n<0>lines", "\u{0B}\u{0C}\u{85}\u{2028}\u{2029}", "bell \u{07} escape \u{1B}[31m",
        "zero \u{0}", "\u{202E}gnp.exe\u{2066}", "\t", "\u{7F}\u{9B}",
    ]

    @Test(
        "the journal gets a priority for each level, and no time",
        arguments: [
            (Logger.Level.trace, 7), (.debug, 7), (.info, 6), (.notice, 5), (.warning, 4), (.error, 3), (.critical, 2),
        ])
    func priorities(level: Logger.Level, priority: Int) {
        let kept = Kept()
        kept.logger(LogOptions(isJournal: true)).log(level: level, "annotated")
        #expect(kept.lines == ["<\(priority)>annotated\n"])
    }

    @Test("a terminal gets the time, the level and the metadata, file and citation first")
    func plain() {
        let kept = Kept()
        let logger = kept.logger(LogOptions()).about(file: "pubmed26n0001.xml.gz", pmid: "99000001")
        logger.warning("skipped", metadata: ["reason": "no \"text\"", "a": "1"])
        let pattern =
            #/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d warning: skipped file=pubmed26n0001.xml.gz pmid=99000001 a=1 reason="no \\"text\\""\n/#
        #expect(kept.lines.count == 1)
        #expect(kept.lines.first?.wholeMatch(of: pattern) != nil, "\(kept.lines)")
    }

    @Test("no text and no value forges a line", arguments: hostile, [LogOptions.Format.text, .json])
    func forgery(text: String, format: LogOptions.Format) throws {
        for isJournal in [true, false] {
            let kept = Kept()
            kept.logger(LogOptions(format: format, isJournal: isJournal))
                .error("\(text)", metadata: ["file": "\(text)", "\(text)": ["\(text)", ["\(text)": "\(text)"]]])
            let line = try #require(kept.lines.first)
            #expect(kept.lines.count == 1)
            #expect(line.hasSuffix("\n"))
            let unsafe = line.dropLast().unicodeScalars.filter {
                [.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                    || 0x202A...0x202E ~= $0.value || 0x2066...0x2069 ~= $0.value
            }
            #expect(unsafe.isEmpty, "\(line.debugDescription)")
        }
    }

    @Test("a JSON line gives every text back as it was", arguments: hostile)
    func json(text: String) throws {
        let kept = Kept()
        kept.logger(LogOptions(format: .json))
            .notice("\(text)", metadata: ["file": "\(text)", "list": ["\(text)"], "map": ["key": "\(text)"]])
        let value = try JSONSerialization.jsonObject(with: Data(try #require(kept.lines.first).utf8))
        let object = try #require(value as? [String: Any])
        #expect(object["message"] as? String == text)
        #expect(object["level"] as? String == "notice")
        #expect(object["logger"] as? String == "syntag.test")
        let metadata = try #require(object["metadata"] as? [String: Any])
        #expect(metadata["file"] as? String == text)
        #expect(metadata["list"] as? [String] == [text])
        #expect(metadata["map"] as? [String: String] == ["key": text])
        #expect((object["time"] as? String)?.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#) != nil)
    }

    @Test("a text line stays below the length at which journald cuts, and says what is missing")
    func long() throws {
        let kept = Kept()
        kept.logger(LogOptions(isJournal: true)).info("\(String(repeating: "µ", count: 100_000))")
        let line = try #require(kept.lines.first)
        #expect(line.utf8.count < 48 << 10)
        #expect(line.hasSuffix("bytes more]\n"))
        kept.logger(LogOptions(format: .json, isJournal: true)).info("\(String(repeating: "\n", count: 100_000))")
        #expect(kept.lines[1].utf8.count < 48 << 10)
        #expect(kept.lines[1].hasSuffix("}\n"))
    }

    @Test("metadata of the message goes before that of the logger, and that before the provider's; errors are metadata")
    func merging() {
        let kept = Kept()
        var handler = LineLogHandler(
            label: "syntag", options: LogOptions(isJournal: true),
            output: LogOutput { line in kept.take(line) },
            metadataProvider: Logger.MetadataProvider { ["a": "provider", "b": "provider", "c": "provider"] })
        handler[metadataKey: "a"] = "logger"
        handler[metadataKey: "b"] = "logger"
        struct Broken: Error {}
        handler.log(
            event: LogEvent(
                level: .info, message: "m", error: Broken(), metadata: ["a": "message"], source: nil, file: "f",
                function: "f", line: 1))
        #expect(kept.lines == ["<6>m a=message b=logger c=provider error=Broken()\n"])
        #expect(handler[metadataKey: "a"] == "logger")
    }

    @Test("levels below the logger's are left out")
    func levels() {
        let kept = Kept()
        let logger = kept.logger(LogOptions(isJournal: true), level: .warning)
        logger.info("not this")
        logger.warning("this")
        #expect(kept.lines == ["<4>this\n"])
    }

    @Test("the journal is known by the device and the inode of the stream, not by the variable alone")
    func journal() throws {
        let folder = try TemporaryDirectory()
        let descriptor = open(try folder.write([], to: "stream"), O_RDONLY)
        defer { close(descriptor) }
        var facts = stat()
        #expect(fstat(descriptor, &facts) == 0)
        #expect(LogOptions.isJournal("\(facts.st_dev):\(facts.st_ino)", descriptor: descriptor))
        #expect(!LogOptions.isJournal("\(facts.st_dev):\(facts.st_ino + 1)", descriptor: descriptor))
        #expect(!LogOptions.isJournal("\(facts.st_dev + 1):\(facts.st_ino)", descriptor: descriptor))
        for text in [nil, "", ":", "1", "a:b", "1:2:3"] {
            #expect(!LogOptions.isJournal(text, descriptor: descriptor))
        }
    }
}

extension LogLineTests.Kept {
    func take(_ line: String) { kept.withLock { $0.append(line) } }
}
