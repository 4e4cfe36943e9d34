import Foundation
import Testing

@testable import Daemon

@Suite("Status of a service")
struct ServiceStatusTests {
    @Test("its JSON reads back as it was, and is equal for equal statuses")
    func roundTrip() throws {
        let status = Specimen.busy(file: Specimen.hostile)
        #expect(try ServiceStatus(json: status.json()) == status)
        #expect(try status.json() == status.json())
        let empty = ServiceStatus(
            name: "a", startedAt: Date(timeIntervalSince1970: 0), time: Date(timeIntervalSince1970: 1), version: "1")
        #expect(try ServiceStatus(json: empty.json()) == empty)
    }

    @Test("the names in the JSON are those of the contract")
    func names() throws {
        let object = try #require(
            JSONSerialization.jsonObject(with: Specimen.busy().json()) as? [String: Any])
        #expect(
            object.keys.sorted() == [
                "citations_per_second", "current", "files", "folders", "models", "name", "problems", "quarantined",
                "seconds_left", "started_at", "state", "time", "totals", "version",
            ])
        #expect(object["files"] as? [String: Int] == ["waiting": 15, "running": 1, "done": 1328, "quarantined": 2])
        let current = try #require(object["current"] as? [String: Any])
        #expect(current.keys.sorted() == ["citations", "fraction", "name", "run", "stages", "started_at"])
        let stage = try #require((current["stages"] as? [[String: Any]])?.first)
        #expect(
            stage.keys.sorted() == [
                "blocked_seconds", "busy_seconds", "items", "name", "queue_capacity", "queue_depth", "starved_seconds",
                "workers",
            ])
        #expect(object["started_at"] as? String == "2026-11-17T09:16:40Z")
    }

    @Test("numbers read as people write them")
    func numbers() {
        #expect(StatusNumbers.count(0) == "0")
        #expect(StatusNumbers.count(-1234) == "-1,234")
        #expect(StatusNumbers.count(39_812_455) == "39,812,455")
        #expect(StatusNumbers.count(1, "file") == "1 file")
        #expect(StatusNumbers.decimal(9.44) == "9.4")
        #expect(StatusNumbers.decimal(99.96) == "100")
        #expect(StatusNumbers.decimal(.nan) == "–")
        #expect(StatusNumbers.share(0.999) == "99%")
        #expect(StatusNumbers.share(1) == "100%")
        #expect(StatusNumbers.share(-3) == "0%")
        #expect(StatusNumbers.duration(89.4) == "89 s")
        #expect(StatusNumbers.duration(600) == "10 min")
        #expect(StatusNumbers.duration(13_400) == "3 h 43 min")
        #expect(StatusNumbers.duration(400_000) == "4 days 15 h")
        #expect(StatusNumbers.duration(.infinity) == "–")
    }
}
