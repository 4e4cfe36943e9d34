import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Daemon

/// The page in a browser. `SYNTAG_SCREENSHOTS` names a folder for pictures to look at.
@Suite(
    "Status page in Chromium", .timeLimit(.minutes(10)), .serialized,
    .enabled(if: Program.find("chromium") != nil, "chromium is not here; it is in Debian's package of that name"))
struct StatusBrowserTests {
    /// Runs Chromium on a page that is served, on a thread that may block.
    private func browse(
        _ arguments: [String], status: @escaping @Sendable () async -> ServiceStatus
    ) async throws -> Program.Result {
        let taken = AsyncStream<StatusAddress>.makeStream()
        let server = StatusServer(
            address: .tcp(host: "127.0.0.1", port: 0), metrics: ServiceMetrics(),
            listening: { taken.continuation.yield($0) }, status: status)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: Logger(label: "test")))
        async let running: Void = group.run()
        let address = try #require(await taken.stream.first { _ in true })
        let profile = try TemporaryDirectory()
        let chromium = try #require(Program.find("chromium"))
        let options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--user-data-dir=\(profile.url.path)", "--enable-logging=stderr", "--virtual-time-budget=7000",
            "--timeout=120000",
        ]
        let result: Result<Program.Result, any Error> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "chromium").async {
                continuation.resume(
                    returning: Result { try Program.run(chromium, options + arguments + ["http://\(address)/"]) })
            }
        }
        await group.triggerGracefulShutdown()
        try await running
        return try result.get()
    }

    @Test("the script runs under the policy and brings new values, and what names hold does not run")
    func live() async throws {
        let asked = Mutex(0)
        let result = try await browse(["--dump-dom"]) {
            var status = Specimen.busy(file: Specimen.hostile)
            status.totals.citations = asked.withLock {
                $0 += 1
                return 1_000_000 + $0
            }
            return status
        }
        let page = result.output
        #expect(page.contains("<dd>1,000,00"), "\(result.errors.suffix(2000))")
        #expect(!page.contains("<dd>1,000,001</dd>"), "the first values were never replaced")
        #expect(page.contains("id=\"pause\" type=\"button\">Pause updates"), "the script did not run")
        #expect(page.components(separatedBy: "<script>").count == 2)
        #expect(page.contains("id=\"silence\" role=\"alert\"></p>"))
        for complaint in ["Refused to", "Content Security Policy", "SyntaxError", "TypeError"] {
            #expect(!result.errors.contains(complaint), "\(result.errors.suffix(2000))")
        }
    }

    @Test(
        "it draws itself narrow and wide, light and dark",
        arguments: [(360, 1), (360, 0), (1280, 1), (1280, 0)])
    func pictures(width: Int, scheme: Int) async throws {
        let folder = try TemporaryDirectory()
        let named = ProcessInfo.processInfo.environment["SYNTAG_SCREENSHOTS"].map { URL(fileURLWithPath: $0) }
        let picture = (named ?? folder.url).appendingPathComponent("\(width)-\(scheme == 0 ? "dark" : "light").png")
        let result = try await browse([
            "--screenshot=\(picture.path)", "--window-size=\(width),\(width < 500 ? 3000 : 1900)",
            "--blink-settings=preferredColorScheme=\(scheme)",
        ]) { Specimen.busy(file: "pubmed26n1341.xml.gz") }
        let size = try #require(
            FileManager.default.attributesOfItem(atPath: picture.path)[.size] as? Int, "\(result.errors.suffix(2000))")
        #expect(size > 20_000, "the picture is empty")
    }
}
