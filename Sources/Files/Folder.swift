internal import Glibc

/// Folders for output.
public enum Folder {
    /// Makes a folder and those above it; a folder that is there already stays as it is.
    public static func create(_ path: String) throws(FileError) {
        var made = ""
        for part in path.split(separator: "/", omittingEmptySubsequences: false) {
            made += part + "/"
            guard !part.isEmpty, mkdir(made, 0o777) != 0, errno != EEXIST else { continue }
            let number = errno
            // A folder above may exist and yet not be ours to make things in.
            var status = stat()
            if stat(made, &status) == 0 { continue }
            throw FileError(.create, path: made, number: number)
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw FileError(code: .notFolder, operation: .create, path: path)
        }
    }
}
