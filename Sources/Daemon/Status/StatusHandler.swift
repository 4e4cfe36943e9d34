import FlyingFox
import Foundation
import Telemetry

/// Answers the requests to the status server.
struct StatusHandler: HTTPHandler {
    let metrics: ServiceMetrics
    let status: @Sendable () async -> ServiceStatus
    /// Whether only names of this machine are answered, which keeps web sites out that have their own name lead here.
    let isLocal: Bool
    private let page = StatusPage()

    init(metrics: ServiceMetrics, isLocal: Bool, status: @escaping @Sendable () async -> ServiceStatus) {
        self.metrics = metrics
        self.isLocal = isLocal
        self.status = status
    }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        if isLocal, let host = request.headers[.host], !Self.isOfThisMachine(host) {
            let text = "This server answers to the names localhost, 127.0.0.1 and [::1] only; ask it by one of them.\n"
            return Self.plain(.init(421, phrase: "Misdirected Request"), text)
        }
        guard ["/", "/status.json", "/metrics", "/healthz"].contains(request.path) else {
            return Self.plain(.notFound, "Not found: there are /, /status.json, /metrics and /healthz.\n")
        }
        guard request.method == .GET else {
            var response = Self.plain(.methodNotAllowed, "Only GET is answered.\n")
            response.headers[.init("Allow")] = "GET"
            return response
        }
        let status = await status()
        switch request.path {
        case "/":
            var response = Self.response(.ok, "text/html; charset=utf-8", Data(page.html(of: status).utf8))
            response.headers[.init("Content-Security-Policy")] = page.policy
            return response
        case "/status.json":
            return Self.response(.ok, "application/json", try status.json())
        case "/metrics":
            return Self.response(.ok, MetricRegistry.mediaType, Data(metrics.exposition(of: status).utf8))
        default:
            let code = status.state == .running ? HTTPStatusCode.ok : .serviceUnavailable
            return Self.plain(code, status.state.rawValue + "\n")
        }
    }

    /// Whether the header `Host` names this machine, with any port.
    static func isOfThisMachine(_ host: String) -> Bool {
        let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
        return ["localhost", "127.0.0.1", "[::1]", ""].contains(name.lowercased())
    }

    private static func plain(_ code: HTTPStatusCode, _ text: String) -> HTTPResponse {
        response(code, "text/plain; charset=utf-8", Data(text.utf8))
    }

    private static func response(_ code: HTTPStatusCode, _ type: String, _ body: Data) -> HTTPResponse {
        HTTPResponse(
            statusCode: code,
            headers: [
                .contentType: type, .cacheControl: "no-store", .init("X-Content-Type-Options"): "nosniff",
                .init("Referrer-Policy"): "no-referrer", .init("Cross-Origin-Resource-Policy"): "same-origin",
            ],
            body: body)
    }
}
