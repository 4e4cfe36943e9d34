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

    /// One digest for all files of a folder and its subfolders: their ``combined(_:)`` digests under their paths.
    ///
    /// Hidden files and part files do not count; symbolic links count as the files they lead to, and links to
    /// folders are not followed.
    public static func ofFolder(_ folder: String) throws(FileError) -> Digest {
        var names: [String] = []
        try list(folder, below: "", into: &names)
        return try ofFiles(names, in: folder)
    }

    /// Appends the paths of all files of `folder/below` to the names, relative to the folder.
    private static func list(_ folder: String, below: String, into names: inout [String]) throws(FileError) {
        let path = below.isEmpty ? folder : "\(folder)/\(below)"
        guard let stream = opendir(path) else { throw FileError(.list, path: path, number: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name.hasPrefix(".") || name.hasSuffix(".part") { continue }
            let relative = below.isEmpty ? name : "\(below)/\(name)"
            if isFolder("\(folder)/\(relative)", lstat) {
                try list(folder, below: relative, into: &names)
            } else if !isFolder("\(folder)/\(relative)", stat) {
                names.append(relative)
            }
        }
    }

    /// True when a call of the `stat` family finds a folder at the path.
    private static func isFolder(
        _ path: String,
        _ call: (UnsafePointer<CChar>, UnsafeMutablePointer<stat>) -> Int32
    ) -> Bool {
        var status = stat()
        return call(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
