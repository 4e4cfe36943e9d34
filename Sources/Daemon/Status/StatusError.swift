import Glibc

/// Why the status could not be served or asked for.
public enum StatusError: Error, Equatable, CustomStringConvertible {
    /// The path of a unix socket is too long for the system.
    case pathTooLong(String)
    /// Another process serves the status there.
    case inUse(String)
    /// Something that is no socket has the name.
    case notASocket(String)
    /// The system refused.
    case system(String, operation: String, number: Int32)
    /// Nobody serves the status there.
    case notServed(String)
    /// The service did not answer in time.
    case noAnswer(String, seconds: Double)
    /// The answer is not a status.
    case badAnswer(String, reason: String)

    /// The longest path of a unix socket, in bytes (unix(7): 108 with the zero at the end).
    static let pathLimit = 107

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .pathTooLong(let path):
            "the path of the status socket has \(path.utf8.count) bytes, \(Self.pathLimit - StatusSocket.suffixLimit) are the most: "
                + "\(path); choose a shorter one, for instance under /run/syntag"
        case .inUse(let path):
            "another process serves its status at \(path); give each service a socket or port of its own"
        case .notASocket(let path):
            "\(path) is there and is no socket, so it is not replaced; remove it or choose another path for the status"
        case .system(let address, let operation, let number):
            "cannot \(operation) \(address): \(String(cString: strerror(number)))\(Self.remedy(number))"
        case .notServed(let path):
            "no service answers at \(path); start it (systemctl start syntag@NAME), or name the configuration of the one "
                + "that runs"
        case .noAnswer(let path, let seconds):
            "the service at \(path) did not answer within \(seconds) s; look at its messages (journalctl -u syntag@NAME)"
        case .badAnswer(let path, let reason):
            "what answers at \(path) is no service of this version of Syntag: \(reason); restart the service after an update"
        }
    }

    private static func remedy(_ number: Int32) -> String {
        switch number {
        case EACCES, EPERM: "; its folder must be writable for the service, and the caller in the group of the socket"
        case ENOENT, ENOTDIR: "; make its folder first (the unit's RuntimeDirectory does)"
        case EADDRINUSE: "; another process has it: choose another port"
        case EADDRNOTAVAIL: "; no interface of this machine has the address"
        default: ""
        }
    }
}
