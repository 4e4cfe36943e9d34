import TestSupport
import Testing

@testable import Records

@Suite("XXH64")
struct XXHash64Tests {
    @Test(
        "hashes that the reference implementation gives",
        arguments: [
            ("", UInt64(0xEF46_DB37_51D8_E999)), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
            ("message digest", 0x066E_D728_FCEE_B3BE),
            ("abcdefghijklmnopqrstuvwxyz0123456789", 0x64F2_3ECF_1609_B766),
        ])
    func vectors(text: String, hash: UInt64) {
        #expect(XXHash64.hash(Array(text.utf8).span) == hash)
    }

    @Test("its low half is the checksum that zstd writes at the end of a frame, at every length")
    func zstandard() throws {
        let compressor = try FrameCompressor(level: 1)
        var random = SeededGenerator(seed: 1)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let frame = try compressor.frame(of: bytes)
            let checksum = frame.littleEndian(at: frame.count - 4, as: UInt32.self)
            #expect(UInt32(truncatingIfNeeded: XXHash64.hash(bytes.span)) == checksum)
        }
    }
}
