import Foundation

/// Asks a running service for its status, over its unix socket; for `syntag status`.
public struct StatusClient: Sendable {
    /// Path of the socket.
    public var path: String
    /// Seconds to wait for the whole answer.
    public var seconds: Double

    /// Makes a client.
    public init(path: String, seconds: Double = 10) {
        self.path = path
        self.seconds = seconds
    }

    /// The status as the service says it. Blocks its thread.
    public func status() throws(StatusError) -> ServiceStatus {
        let body = try get("/status.json")
        do { return try ServiceStatus(json: body) } catch {
            throw .badAnswer(path, reason: "its status cannot be read")
        }
    }

    /// The body of a path. Blocks its thread.
    func get(_ target: String) throws(StatusError) -> Data {
        guard let connection = try UnixConnection.open(path: path, seconds: seconds) else { throw .notServed(path) }
        let request = "GET \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        guard let answer = connection.exchange(request, seconds: seconds) else {
            throw .noAnswer(path, seconds: seconds)
        }
        return try body(of: Data(answer))
    }

    /// The body of an answer of status 200 that is whole.
    private func body(of answer: Data) throws(StatusError) -> Data {
        guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else {
            throw .badAnswer(path, reason: "it does not speak HTTP")
        }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        let code = lines.first?.split(separator: " ").dropFirst().first ?? ""
        guard lines.first?.hasPrefix("HTTP/1.") == true, code == "200" else {
            throw .badAnswer(path, reason: "it answers '\(lines.first.map(String.init) ?? "")'")
        }
        let body = answer[end.upperBound...]
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) }
        guard length == nil || length == body.count else { throw .badAnswer(path, reason: "its answer is cut short") }
        return Data(body)
    }
}
