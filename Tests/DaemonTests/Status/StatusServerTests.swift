import Dispatch
import Foundation
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Daemon

@Suite("Status server", .timeLimit(.minutes(5)))
struct StatusServerTests {
    /// Runs a server, calls a body on a thread of its own with the address it took, and shuts it down gracefully.
    private func withServer(
        at address: StatusAddress, status: @escaping @Sendable () async -> ServiceStatus = { Specimen.busy() },
        _ body: @escaping @Sendable (StatusAddress) throws -> Void
    ) async throws {
        let taken = AsyncStream<StatusAddress>.makeStream()
        let server = StatusServer(
            address: address, metrics: ServiceMetrics(), listening: { taken.continuation.yield($0) }, status: status)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: Logger(label: "test")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { taken.continuation.finish() }
                try await group.run()
            }
            tasks.addTask {
                guard let address = await taken.stream.first(where: { _ in true }) else { return }
                do { try await onThread { try body(address) } } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
            }
            for try await _ in tasks {}
        }
    }

    /// Runs what blocks on a thread, not on Swift's cooperative pool.
    private func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "test").async { continuation.resume(with: .init(catching: body)) }
        }
    }

    /// The answer to a request over a unix socket.
    private static func ask(_ path: String, _ request: String) throws -> String {
        guard let connection = try UnixConnection.open(path: path) else { throw StatusError.notServed(path) }
        return String(
            decoding: connection.exchange(request + "\r\nConnection: close\r\n\r\n", seconds: 60) ?? [], as: UTF8.self)
    }

    @Test("a unix socket: page, JSON, metrics, health; nothing else, and only GET")
    func routes() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        try await withServer(at: .unix(path: path)) { _ in
            var facts = stat()
            #expect(lstat(path, &facts) == 0)
            #expect(facts.st_mode & S_IFMT == S_IFSOCK && facts.st_mode & 0o7777 == 0o660)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["s"])

            let page = try Self.ask(path, "GET / HTTP/1.1\r\nHost: localhost:8080")
            #expect(page.hasPrefix("HTTP/1.1 200"))
            #expect(page.contains("Content-Type: text/html; charset=utf-8\r\n"))
            #expect(page.contains("Content-Security-Policy: default-src 'none';"))
            #expect(page.contains("pubmed26n1341.xml.gz"))
            let metrics = try Self.ask(path, "GET /metrics HTTP/1.1\r\nHost: [::1]")
            #expect(metrics.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
            #expect(metrics.contains("\nsyntag_files{state=\"waiting\"} 15\n"))
            #expect(try Self.ask(path, "GET /healthz HTTP/1.1\r\nHost: localhost").hasSuffix("\r\n\r\nrunning\n"))
            for target in ["/nothing", "/status.json/x", "/../etc/passwd", "/STATUS.JSON"] {
                #expect(try Self.ask(path, "GET \(target) HTTP/1.1\r\nHost: localhost").hasPrefix("HTTP/1.1 404"))
            }
            for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"] {
                let answer = try Self.ask(path, "\(method) /status.json HTTP/1.1\r\nHost: localhost")
                #expect(answer.hasPrefix("HTTP/1.1 405") && answer.contains("Allow: GET\r\n"), "\(method)")
            }
            #expect(try Self.ask(path, "GET / HTTP/1.1\r\nHost: rebound.example").hasPrefix("HTTP/1.1 421"))
            #expect(try StatusClient(path: path).status() == Specimen.busy())
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty, "the socket is removed")
    }

    @Test("health follows the state", arguments: ServiceStatus.State.allCases)
    func health(state: ServiceStatus.State) async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        let status = ServiceStatus(name: "a", state: state, version: "1")
        try await withServer(at: .unix(path: path), status: { status }) { _ in
            let answer = try Self.ask(path, "GET /healthz HTTP/1.1\r\nHost: localhost")
            #expect(answer.hasPrefix(state == .running ? "HTTP/1.1 200" : "HTTP/1.1 503"))
            #expect(answer.hasSuffix("\r\n\r\n\(state.rawValue)\n"))
        }
    }

    @Test("a socket that a killed process left is replaced; a file, and a socket in use, are not")
    func stale() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        let address = try #require(Self.bound(to: path))
        close(address)
        #expect(FileManager.default.fileExists(atPath: path))
        try await withServer(at: .unix(path: path)) { _ in
            _ = try StatusClient(path: path).status()
            #expect(throws: StatusError.inUse(path)) { try StatusSocket(path: path) }
        }
        let file = try folder.write(Array("precious".utf8), to: "file")
        #expect(throws: StatusError.notASocket(file)) { try StatusSocket(path: file) }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    }

    @Test("what cannot be served is an error that says why")
    func errors() async throws {
        let folder = try TemporaryDirectory()
        let long = folder.path(String(repeating: "x", count: 100))
        await #expect(throws: StatusError.pathTooLong(long)) {
            try await self.withServer(at: .unix(path: long)) { _ in }
        }
        let nowhere = folder.path("no/s")
        await #expect {
            try await self.withServer(at: .unix(path: nowhere)) { _ in }
        } throws: { error in
            "\(error)".contains(nowhere) && "\(error)".contains("No such file or directory; make its folder first")
        }
        let (descriptor, port) = try #require(Self.listening())
        defer { close(descriptor) }
        await #expect(throws: StatusError.inUse("127.0.0.1:\(port)")) {
            try await self.withServer(at: .tcp(host: "127.0.0.1", port: port)) { _ in }
        }
    }

    @Test("TCP on the loopback, IPv4 and IPv6", arguments: ["127.0.0.1", "::1"])
    func tcp(host: String) async throws {
        try await withServer(at: .tcp(host: host, port: 0)) { taken in
            guard case .tcp(let name, let port) = taken else { throw StatusError.notServed(taken.description) }
            #expect(name == host && port > 0)
            let curl = try #require(Program.find("curl"), "curl is needed")
            let run = try Program.run(curl, ["-gsS", "--max-time", "60", "http://\(taken)/healthz"])
            #expect(run.output == "running\n", "\(run.errors)")
            let rebound = try Program.run(
                curl, ["-gsS", "--max-time", "60", "-H", "Host: a.example", "http://\(taken)/"])
            #expect(rebound.output.contains("localhost"))
        }
    }

    @Test("a request that is being answered ends before the server does")
    func graceful() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        let begun = AsyncStream<Void>.makeStream()
        let told = AsyncStream<Void>.makeStream()
        let answer = Mutex("")
        let asked = DispatchGroup()
        let status: @Sendable () async -> ServiceStatus = {
            begun.continuation.yield()
            _ = await told.stream.first { _ in true }
            return Specimen.busy()
        }
        try await withServer(at: .unix(path: path), status: status) { _ in
            DispatchQueue(label: "asks").async(group: asked) {
                let text = (try? Self.ask(path, "GET /healthz HTTP/1.1\r\nHost: localhost")) ?? "none"
                answer.withLock { $0 = text }
            }
            let isBegun = DispatchSemaphore(value: 0)
            Task {
                _ = await begun.stream.first { _ in true }
                isBegun.signal()
            }
            isBegun.wait()
            // The shutdown begins when this body returns; the answer is ready a little later.
            DispatchQueue(label: "tells").asyncAfter(deadline: .now() + 0.2) { told.continuation.yield() }
        }
        await withCheckedContinuation { continuation in asked.notify(queue: .global()) { continuation.resume() } }
        #expect(answer.withLock { $0 }.hasSuffix("running\n"))
    }

    @Test("many ask at once, and some say nonsense")
    func load() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        try await withServer(at: .unix(path: path)) { _ in
            DispatchQueue.concurrentPerform(iterations: 24) { number in
                for _ in 0..<4 {
                    if number.isMultiple(of: 3) {
                        _ = try? Self.ask(
                            path, ["\u{0}\u{FF}", "GET", "GET / HTTP/9\r\nContent-Length: -1"][number / 3 % 3])
                    } else {
                        #expect((try? StatusClient(path: path, seconds: 60).status()) == Specimen.busy())
                    }
                }
            }
        }
    }

    @Test("the client says what is wrong when nobody answers, nobody is there, or somebody else is")
    func client() async throws {
        let folder = try TemporaryDirectory()
        let path = folder.path("s")
        #expect(throws: StatusError.notServed(path)) { try StatusClient(path: path).status() }
        let descriptor = try #require(Self.bound(to: path))
        defer { close(descriptor) }
        #expect(throws: StatusError.notServed(path)) { try StatusClient(path: path).status() }
        #expect(listen(descriptor, 5) == 0)
        #expect(throws: StatusError.noAnswer(path, seconds: 0.3)) {
            try StatusClient(path: path, seconds: 0.3).status()
        }
        let other = DispatchGroup()
        let texts = ["SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}", "HTTP/1.1 200 OK\r\n\r\n{}"]
        // The connection that waited in vain is still in the queue.
        DispatchQueue(label: "other").async(group: other) {
            for text in [""] + texts {
                let connection = accept(descriptor, nil, nil)
                var buffer = [UInt8](repeating: 0, count: 1024)
                _ = recv(connection, &buffer, buffer.count, 0)
                _ = text.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
                close(connection)
            }
        }
        for reason in ["it does not speak HTTP", "its answer is cut short", "its status cannot be read"] {
            let error = try await onThread {
                Result { () throws(StatusError) in try StatusClient(path: path, seconds: 60).status() }
            }
            #expect(error == .failure(.badAnswer(path, reason: reason)))
        }
    }

    /// A socket that is bound to a path.
    private static func bound(to path: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        return status == 0 ? descriptor : nil
    }

    /// A socket that listens on a free port of 127.0.0.1, and the port.
    private static func listening() -> (descriptor: Int32, port: UInt16)? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) | listen(descriptor, 5) | getsockname(descriptor, address, &size)
            }
        }
        return status == 0 ? (descriptor, UInt16(bigEndian: address.sin_port)) : nil
    }
}
