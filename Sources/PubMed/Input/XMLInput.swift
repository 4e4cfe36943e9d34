/// The bytes that libxml2 is given, and what is known of them when it fails.
final class XMLInput {
    private let file: InflatedFile
    /// Damage of the file itself, met when the bytes before it had been given.
    private(set) var damage: Damage?
    /// True when every byte was given.
    private(set) var hasEnded = false

    /// Bytes of the file on the disk that were taken in.
    var bytesRead: Int64 { file.bytesRead }
    /// Bytes of the file on the disk.
    var size: Int64 { file.size }
    /// True when the file gave a byte of XML.
    var hasContent: Bool { file.position > 0 }

    /// Opens a file.
    init(path: String) throws(Damage) {
        file = try InflatedFile(path: path)
    }

    /// Gives the next bytes; 0 at the end or before damage, so that libxml2 first delivers all that it has.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        if damage != nil { return 0 }
        do throws(Damage) {
            let count = try file.read(into: buffer)
            if count == 0 { hasEnded = true }
            return count
        } catch {
            damage = error
            if damage?.position == nil { damage?.position = file.position }
            return 0
        }
    }

    /// The place in the XML of a byte that libxml2 counts.
    func position(ofParser position: Int64) -> Int64 { position }

    /// The line in the XML that libxml2 counts as `line` when it has consumed so many bytes.
    func line(ofParser line: Int, at position: Int64) -> Int { line }
}
