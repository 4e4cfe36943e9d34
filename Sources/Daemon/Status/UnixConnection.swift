import Glibc

/// A connection to a unix socket, with a limit on every wait; blocks its thread.
struct UnixConnection: ~Copyable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Connects to a path; nil when nobody listens there, or nothing is there.
    static func open(path: String, seconds: Double = 5) throws(StatusError) -> UnixConnection? {
        var address = sockaddr_un()
        guard path.utf8.count <= StatusError.pathLimit else { throw .pathTooLong(path) }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(path, operation: "open a socket for", number: errno) }
        let connection = UnixConnection(descriptor: descriptor)
        connection.limitWaits(to: seconds)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        if status == 0 { return connection }
        switch errno {
        case ECONNREFUSED, ENOENT: return nil
        case EAGAIN, EINPROGRESS: throw .noAnswer(path, seconds: seconds)
        case let number: throw .system(path, operation: "connect to", number: number)
        }
    }

    /// Sends a text and reads to the end of the stream, within some seconds in all; nil when they are over.
    func exchange(_ request: String, seconds: Double, limit: Int = 64 << 20) -> [UInt8]? {
        let end = Self.now + seconds
        var rest = Array(request.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno != EINTR { return nil }
            rest = rest.dropFirst(max(count, 0))
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while answer.count <= limit {
            guard end > Self.now else { return nil }
            limitWaits(to: end - Self.now)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count == 0 { return answer }
            if count > 0 { answer += buffer.prefix(count) } else if errno != EINTR { return nil }
        }
        return nil
    }

    private func limitWaits(to seconds: Double) {
        let microseconds = max(Int(seconds * 1e6), 1)
        var time = timeval(tv_sec: microseconds / 1_000_000, tv_usec: microseconds % 1_000_000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
