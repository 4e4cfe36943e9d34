internal import Glibc

extension Digest {
    /// The digest of a file's content, read in pieces of 256 KiB.
    public static func ofFile(_ path: String) throws(FileError) -> Digest {
        let file = try FileInput(path: path)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        var hash = SHA256()
        while true {
            let count = try file.read(into: buffer)
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            if count < buffer.count { return hash.finish() }
        }
    }

    /// One digest for several named things, whatever the order they are given in.
    ///
    /// It is the digest of, for each part in the byte order of the names: the length of the name (eight bytes,
    /// little-endian), the name, and the part's own digest. So renaming, adding or removing a part changes it.
    public static func combined(_ parts: [(name: String, digest: Digest)]) -> Digest {
        var hash = SHA256()
        for part in parts.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            withUnsafeBytes(of: UInt64(part.name.utf8.count).littleEndian) { hash.update($0) }
            hash.update(Array(part.name.utf8).span)
            hash.update(part.digest.bytes.span)
        }
        return hash.finish()
    }

    /// One digest for some files of a folder: their ``combined(_:)`` digests under the names given.
    ///
    /// - Parameter names: paths below the folder, with `/` between their parts.
    public static func ofFiles(_ names: [String], in folder: String) throws(FileError) -> Digest {
        var parts: [(name: String, digest: Digest)] = []
        for name in names { parts.append((name, try ofFile("\(folder)/\(name)"))) }
        return combined(parts)
    }
}
