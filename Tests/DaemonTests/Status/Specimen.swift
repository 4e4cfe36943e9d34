import Foundation

@testable import Daemon
@testable import Flow

/// Statuses to look at.
enum Specimen {
    /// A name that would run a script, end an attribute, or turn the direction of writing.
    static let hostile = "<script>alert('x')</script>\"onload=\"alert(1)\u{202E}\u{0}&amp;{{models}}"

    /// A stage with counters.
    static func stage(
        _ name: String, workers: Int = 1, items: Int, busy: Double, starved: Double, blocked: Double, depth: Int = 0,
        capacity: Int = 0
    ) -> ServiceStatus.Stage {
        ServiceStatus.Stage(
            .init(
                name: name, workers: workers, items: items, busy: UInt64(busy * 1e9), starved: UInt64(starved * 1e9),
                blocked: UInt64(blocked * 1e9), depth: depth, capacity: capacity))
    }

    /// A service in the middle of its work, with everything that there can be.
    static func busy(file: String = "pubmed26n1341.xml.gz") -> ServiceStatus {
        let now = Date(timeIntervalSince1970: 1_795_000_000)
        let stages = [
            stage("source", items: 431, busy: 20, starved: 0, blocked: 770, depth: 4, capacity: 4),
            stage("sentences", items: 427, busy: 41, starved: 3, blocked: 746, depth: 4, capacity: 4),
            stage("entities", workers: 2, items: 421, busy: 1570, starved: 8, blocked: 2, depth: 1, capacity: 8),
            stage("records", items: 420, busy: 12, starved: 778, blocked: 0, depth: 0, capacity: 4),
            stage("sink", items: 420, busy: 6, starved: 784, blocked: 0),
        ]
        return ServiceStatus(
            name: "pubmed", state: .running, startedAt: now.addingTimeInterval(-93_000), time: now, version: "0.1.0",
            models: [
                .init(name: "syntag-entities-minilm-l6", digest: String(repeating: "6de4a09f", count: 8)),
                .init(name: "syntag-sentences", digest: String(repeating: "0b17c3e2", count: 8)),
            ],
            folders: [
                .init(
                    input: "/srv/pubmed/baseline", output: "/var/lib/syntag/pubmed/annotated", pipeline: "pubmed",
                    files: .init(waiting: 12, running: 0, done: 1322, quarantined: 0)),
                .init(
                    input: "/srv/pubmed/updatefiles", output: "/var/lib/syntag/pubmed/annotated", pipeline: "pubmed",
                    files: .init(waiting: 3, running: 1, done: 6, quarantined: 2)),
            ],
            files: .init(waiting: 15, running: 1, done: 1328, quarantined: 2),
            quarantined: [
                .init(
                    name: "pubmed26n1339.xml.gz",
                    reason: "its MD5 is 9e10…, pubmed26n1339.xml.gz.md5 says 41ab…; fetch the file again",
                    time: now.addingTimeInterval(-4000)),
                .init(
                    name: file, reason: "\(file): line 5120: the element PubmedArticle is not closed",
                    time: now.addingTimeInterval(-9000)),
            ],
            current: .init(
                run: 7, name: file, startedAt: now.addingTimeInterval(-790), citations: 10_521, fraction: 0.3471,
                stages: stages),
            totals: .init(citations: 39_812_455, takenOver: 11_771, deleted: 214, failed: 3),
            citationsPerSecond: 13.27, secondsLeft: 13_400,
            problems: [
                .init(
                    time: now.addingTimeInterval(-120), kind: "citation", file: file, pmid: "39000017",
                    message: "a formula of 2,000 levels is nested too deep; the citation is left out"),
                .init(
                    time: now.addingTimeInterval(-4000), kind: "checksum", message: "a file does not agree with its MD5"
                ),
            ])
    }
}
