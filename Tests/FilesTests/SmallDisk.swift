import Foundation
import TestSupport

/// A file system of 64 KiB in memory, for as long as the value lives.
final class SmallDisk {
    /// Whether this process may mount one: tried once.
    static let isPossible = (try? SmallDisk()) != nil

    private let folder: TemporaryDirectory

    /// Mounts the file system, or throws where that is not allowed.
    init() throws {
        folder = try TemporaryDirectory()
        guard mount("syntag-test", folder.url.path, "tmpfs", 0, "size=64k") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }

    deinit { umount2(folder.url.path, Int32(MNT_DETACH)) }

    /// The path of a file on it.
    func path(_ name: String) -> String { folder.path(name) }

    /// Forbids further changes.
    func makeReadOnly() throws {
        let flags = UInt(MS_REMOUNT | MS_RDONLY)
        guard mount("syntag-test", folder.url.path, "tmpfs", flags, "size=64k") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }
}
