/// Why a file could not be read, or not to its end.
public struct PubMedError: Error, Sendable, Equatable {
    /// What is wrong with the file.
    public enum Kind: String, Sendable, CaseIterable {
        /// There is no such file.
        case notFound
        /// The file may not be read by this user.
        case notPermitted
        /// The path names a folder, a socket or a device.
        case notAFile
        /// The system failed while reading.
        case readFailed
        /// The file holds no byte, or is gzip of nothing.
        case empty
        /// The file is other XML than PubMed's, or no XML at all.
        case notPubMed
        /// The file ends before its root element does, or in the middle of its compressed data.
        case truncated
        /// The compressed data are damaged: their check sum or their codes are wrong.
        case badCompression
        /// Bytes that are no characters in the file's encoding, or an encoding that is not known.
        case badEncoding
        /// The XML is not well formed.
        case malformed
        /// A size is beyond the limits, so that reading on would not be safe.
        case overLimit
    }

    /// What is wrong.
    public let kind: Kind
    /// The path of the file as it was given.
    public let file: String
    /// Bytes of the (decompressed) XML before the place of the error; nil when nothing was read.
    public let position: Int64?
    /// Line of the XML, from 1; nil when it is not known.
    public let line: Int?
    /// PMID of the last citation or deletion that was delivered; nil when there was none.
    public let lastPMID: String?
    /// What exactly happened, in a sentence without its full stop.
    public let detail: String

    /// What the user can do about it.
    public var remedy: String {
        switch kind {
        case .notFound: "check the path and the working folder"
        case .notPermitted: "give this user the right to read the file and to enter its folders"
        case .notAFile: "name a file that ends in .xml or .xml.gz"
        case .readFailed: "check the disk or the network file system, then try again"
        case .empty, .truncated, .badCompression: "fetch the file again and compare it with its .md5"
        case .notPubMed: "give a file of NLM's PubMed XML (root element PubmedArticleSet)"
        case .badEncoding: "fetch the file again, or convert it to UTF-8 and declare that in its first line"
        case .malformed: "fetch the file again and compare it with its .md5, or mend the XML at the place named"
        case .overLimit: "check where the file comes from; NLM's own files stay far below the limits"
        }
    }
}

extension PubMedError: CustomStringConvertible {
    /// One line for a log: file, place, what happened, how far the reading came, remedy.
    public var description: String {
        var place = file
        if let line { place += ", line \(line)" }
        if let position { place += ", byte \(position)" }
        let progress = lastPMID.map { "; citations up to PMID \($0) were read" } ?? ""
        return "\(place): \(detail)\(progress). Remedy: \(remedy)."
    }
}

/// What a lower layer knows of an error; the reader adds the file and the progress.
struct Damage: Error, Equatable {
    var kind: PubMedError.Kind
    var detail: String
    /// Offset in the decompressed XML, where the layer knows it.
    var position: Int64?
    /// Line of the XML, where the layer knows it.
    var line: Int?
}
