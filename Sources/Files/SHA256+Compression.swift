internal import CDigest

extension SHA256 {
    /// The eight working words of the compression function, and the function itself (section 6.2.2).
    struct State: Sendable, Equatable {
        var a, b, c, d, e, f, g, h: UInt32

        /// Whether the processor has instructions for the compression function.
        static let hasInstructions = digest_sha256_is_available()

        /// Takes in whole blocks.
        mutating func compress(_ blocks: UnsafeRawBufferPointer) {
            if Self.hasInstructions { compressByInstructions(blocks) } else { compressPortably(blocks) }
        }

        /// Takes in whole blocks by the processor's own instructions, which it must have.
        mutating func compressByInstructions(_ blocks: UnsafeRawBufferPointer) {
            guard let start = blocks.baseAddress else { return }
            var words = (a, b, c, d, e, f, g, h)
            withUnsafeMutableBytes(of: &words) { words in
                let state = words.assumingMemoryBound(to: UInt32.self)
                if let first = state.baseAddress { digest_sha256_compress(first, start, blocks.count / 64) }
            }
            (a, b, c, d, e, f, g, h) = words
        }

        /// Takes in whole blocks on any processor: the reference for the instructions.
        mutating func compressPortably(_ blocks: UnsafeRawBufferPointer) {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                SHA256.roundConstants.withUnsafeBufferPointer { constants in
                    for block in stride(from: 0, to: blocks.count, by: 64) {
                        Self.fill(schedule, from: blocks, at: block)
                        let before = self
                        for step in stride(from: 0, to: 64, by: 8) { rounds(of: step, schedule, constants) }
                        add(before)
                    }
                }
            }
        }

        /// Eight rounds, after which every word has its own name again.
        @inline(__always)
        private mutating func rounds(
            of step: Int,
            _ schedule: UnsafeMutableBufferPointer<UInt32>,
            _ constants: UnsafeBufferPointer<UInt32>
        ) {
            round(a, b, c, &d, e, f, g, &h, constants[step] &+ schedule[step])
            round(h, a, b, &c, d, e, f, &g, constants[step + 1] &+ schedule[step + 1])
            round(g, h, a, &b, c, d, e, &f, constants[step + 2] &+ schedule[step + 2])
            round(f, g, h, &a, b, c, d, &e, constants[step + 3] &+ schedule[step + 3])
            round(e, f, g, &h, a, b, c, &d, constants[step + 4] &+ schedule[step + 4])
            round(d, e, f, &g, h, a, b, &c, constants[step + 5] &+ schedule[step + 5])
            round(c, d, e, &f, g, h, a, &b, constants[step + 6] &+ schedule[step + 6])
            round(b, c, d, &e, f, g, h, &a, constants[step + 7] &+ schedule[step + 7])
        }

        private mutating func add(_ other: State) {
            a &+= other.a
            b &+= other.b
            c &+= other.c
            d &+= other.d
            e &+= other.e
            f &+= other.f
            g &+= other.g
            h &+= other.h
        }

        /// The message schedule of a block: its 16 big-endian words, then 48 words mixed from them.
        @inline(__always)
        private static func fill(
            _ schedule: UnsafeMutableBufferPointer<UInt32>,
            from blocks: UnsafeRawBufferPointer,
            at offset: Int
        ) {
            for word in 0..<16 {
                let raw = blocks.loadUnaligned(fromByteOffset: offset + 4 * word, as: UInt32.self)
                schedule[word] = UInt32(bigEndian: raw)
            }
            for word in 16..<64 {
                let near = schedule[word - 2]
                let far = schedule[word - 15]
                let mixedNear = rotated(near, 17) ^ rotated(near, 19) ^ (near >> 10)
                let mixedFar = rotated(far, 7) ^ rotated(far, 18) ^ (far >> 3)
                schedule[word] = mixedNear &+ schedule[word - 7] &+ mixedFar &+ schedule[word - 16]
            }
        }
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
    fileprivate static let roundConstants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}

@inline(__always)
private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { (word &>> count) | (word &<< (32 &- count)) }

/// One round: `input` is the sum of the schedule's word and the round's constant.
@inline(__always)
private func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ input: UInt32
) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) ^ (c & (a ^ b))
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ input
    d &+= first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
}
