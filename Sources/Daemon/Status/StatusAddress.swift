import FlyingSocks
import Glibc

/// Where the status is served.
public enum StatusAddress: Sendable, Hashable, CustomStringConvertible {
    /// A unix socket in the file system.
    case unix(path: String)
    /// A port of an address of this machine, IPv4 or IPv6 in numbers. Port 0 takes a free one.
    case tcp(host: String, port: UInt16)

    /// Why a text is no address.
    public struct Malformed: Error, Equatable, CustomStringConvertible {
        /// The text.
        public var text: String

        /// What is wrong and what to do.
        public var description: String {
            "'\(text)' is no address to serve the status at; give the absolute path of a unix socket, a port (served on "
                + "127.0.0.1 only), or an address in numbers with a port, such as 0.0.0.0:9180 or [::1]:9180"
        }
    }

    /// Reads a path, a port, or an address with a port.
    public init(_ text: String) throws(Malformed) {
        if text.hasPrefix("/") {
            self = .unix(path: text)
        } else if let port = UInt16(text) {
            self = .tcp(host: "127.0.0.1", port: port)
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard let last = parts.last, let port = UInt16(last), parts.count > 1 else { throw Malformed(text: text) }
            var host = String(text.dropLast(last.utf8.count + 1))
            if host == "localhost" { host = "127.0.0.1" }
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = String(host.dropFirst().dropLast())
                guard Self.family(of: host) == AF_INET6 else { throw Malformed(text: text) }
            } else {
                guard Self.family(of: host) == AF_INET else { throw Malformed(text: text) }
            }
            self = .tcp(host: host, port: port)
        }
    }

    /// The path, or the address with its port.
    public var description: String {
        switch self {
        case .unix(let path): path
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    /// Whether only this machine reaches the address.
    public var isLocal: Bool {
        switch self {
        case .unix: true
        case .tcp(let host, _): host.hasPrefix("127.") || host == "::1"
        }
    }

    /// AF_INET or AF_INET6 for an address in numbers, else nil.
    private static func family(of host: String) -> Int32? {
        var buffer = in6_addr()
        return [AF_INET, AF_INET6].first { inet_pton($0, host, &buffer) == 1 }
    }
}
