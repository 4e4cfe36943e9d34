import FlyingFox
import FlyingSocks
import Glibc
public import ServiceLifecycle
import Synchronization

/// Serves the page, the status as JSON, the metrics and the health of a service.
///
/// `/` is the page, `/status.json` the status, `/metrics` Prometheus' text, and `/healthz` answers 200 while the service is
/// running and 503 while it starts or drains. Only GET is answered; what is served can change nothing.
public struct StatusServer: Service {
    /// Where it serves.
    public let address: StatusAddress
    private let handler: StatusHandler
    private let listening: @Sendable (StatusAddress) -> Void

    /// Makes a server; `listening` is called with the address when it can be asked: that has the port that was taken for 0.
    public init(
        address: StatusAddress, metrics: ServiceMetrics,
        listening: @escaping @Sendable (StatusAddress) -> Void = { _ in },
        status: @escaping @Sendable () async -> ServiceStatus
    ) {
        self.address = address
        self.listening = listening
        handler = StatusHandler(metrics: metrics, isLocal: address.isLocal, status: status)
    }

    /// Serves until the service is shut down gracefully or the task is cancelled; requests that are being answered end
    /// first, within a second. A unix socket is removed at the end.
    ///
    /// - Throws: ``StatusError`` when the address cannot be served.
    public func run() async throws {
        switch address {
        case .unix(let path):
            let socket = try StatusSocket(path: path)
            try await serve(at: sockaddr_un.unix(path: socket.boundPath)) { _ in
                let identity = try socket.publish()
                return (address, { socket.remove(identity) })
            }
        case .tcp(let host, let port):
            let publish: Publish = { server in
                let taken: StatusAddress =
                    switch await server.listeningAddress {
                    case .ip4(_, let port), .ip6(_, let port): .tcp(host: host, port: port)
                    default: address
                    }
                return (taken, {})
            }
            if host.contains(":") {
                try await serve(at: sockaddr_in6.inet6(ip6: host, port: port), publish)
            } else {
                try await serve(at: sockaddr_in.inet(ip4: host, port: port), publish)
            }
        }
    }

    /// Whether a server was told to stop.
    private final class Stopping: Sendable {
        let hasBegun = Mutex(false)
    }

    /// Makes the address known that a server listens at; gives the address and what is to be done at the end.
    private typealias Publish = @Sendable (HTTPServer) async throws -> (StatusAddress, @Sendable () -> Void)

    private func serve(at place: some SocketAddress, _ publish: @escaping Publish) async throws {
        let server = HTTPServer(address: place, timeout: 15, logger: .disabled, handler: handler)
        let stopping = Stopping()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run() } catch {
                    // A server that is told to stop ends with an error too.
                    if !stopping.hasBegun.withLock({ $0 }) { throw explained(error) }
                }
            }
            group.addTask {
                while await !server.isListening { try await Task.sleep(for: .milliseconds(5)) }
                let (taken, remove) = try await publish(server)
                defer { remove() }
                listening(taken)
                try await gracefulShutdown()
                stopping.hasBegun.withLock { $0 = true }
                await server.stop(timeout: 1)
            }
            // The first error ends the loop, and so cancels the other task; without one both end after the shutdown.
            for try await _ in group {}
        }
    }

    private func explained(_ error: any Error) -> any Error {
        guard case .failed(let type, let number, _)? = error as? SocketError else { return error }
        if number == EADDRINUSE { return StatusError.inUse(address.description) }
        return StatusError.system(
            address.description, operation: "\(type.lowercased()) the status server at", number: number)
    }
}
