internal import Documents

/// Constituency trees as brackets over token numbers from 1: `(S (NP 1 2) (VP 3))`.
///
/// A token number stands in the smallest constituent that covers it; so the brackets say all that the tree does. The
/// tree over no tokens is the empty string.
enum Brackets {
    /// Why constituents cannot be written.
    enum Fault: Error {
        /// The constituent of this number does not nest in pre-order.
        case nesting(Int)
        /// This cannot be a label.
        case label(String)
    }

    /// Appends the brackets of a tree, without quotes.
    static func append(_ tree: ConstituencyTree, tokens: Int, to bytes: inout JSONBytes) throws(Fault) {
        let all = tree.constituents
        if tokens == 0 && all.isEmpty { return }
        guard let root = all.first, root.first == 0, root.last == tokens - 1 else { throw .nesting(0) }

        var open: [Int] = []
        var next = 0
        for token in 0..<tokens {
            if token > 0 { bytes.append(UInt8(ascii: " ")) }
            while next < all.count, all[next].first == token {
                let limit = open.last ?? tokens - 1
                guard token...limit ~= all[next].last else { throw .nesting(next) }
                bytes.append(UInt8(ascii: "("))
                try append(label: all[next].label, to: &bytes)
                bytes.append(UInt8(ascii: " "))
                open.append(all[next].last)
                next += 1
            }
            bytes.append(token + 1)
            while open.last == token {
                bytes.append(UInt8(ascii: ")"))
                open.removeLast()
            }
        }
        // What is left over begins before the constituent that it follows.
        guard next == all.count else { throw .nesting(next) }
    }

    /// Appends a label, which never needs an escape.
    private static func append(label: String, to bytes: inout JSONBytes) throws(Fault) {
        guard !label.isEmpty, label.utf8.allSatisfy(isOfLabel) else { throw .label(label) }
        for byte in label.utf8 { bytes.append(byte) }
    }

    /// The tree that brackets over tokens `1...tokens` write, or nil when they do not balance, a label is missing, a
    /// token number is out of order, or a constituent covers no token.
    static func tree(of text: String, tokens: Int) -> ConstituencyTree? {
        if text.isEmpty { return tokens == 0 ? ConstituencyTree(constituents: []) : nil }
        var reader = BracketReader(bytes: Array(text.utf8))
        return reader.readTree() && reader.token == tokens ? ConstituencyTree(constituents: reader.constituents) : nil
    }

    /// True for printable ASCII but brackets, quotes and backslashes: what labels are made of.
    @inline(__always)
    static func isOfLabel(_ byte: UInt8) -> Bool {
        0x21...0x7E ~= byte && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "\"")
            && byte != UInt8(ascii: "\\")
    }
}

/// Brackets being read.
private struct BracketReader {
    let bytes: [UInt8]
    var position = 0
    /// Number of tokens read.
    var token = 0
    var constituents: [ConstituencyTree.Constituent] = []
    /// The constituents that are open.
    private var open: [Int] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads one tree up to the end; false when there is none.
    mutating func readTree() -> Bool {
        guard readBracket() else { return false }
        while true {
            guard skip(UInt8(ascii: " ")) else { return false }
            if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
                guard readBracket() else { return false }
                continue
            }
            guard readToken() else { return false }
            while skip(UInt8(ascii: ")")) {
                guard let closed = open.popLast() else { return false }
                constituents[closed].last = token - 1
            }
            if open.isEmpty { return position == bytes.count }
        }
    }

    /// Reads an opening bracket and its label.
    private mutating func readBracket() -> Bool {
        guard skip(UInt8(ascii: "(")) else { return false }
        let start = position
        while position < bytes.count, Brackets.isOfLabel(bytes[position]) { position += 1 }
        guard position > start else { return false }
        open.append(constituents.count)
        let label = String(decoding: bytes[start..<position], as: UTF8.self)
        constituents.append(.init(label: label, first: token, last: token))
        return true
    }

    /// Reads the number of the next token; no other can stand here.
    private mutating func readToken() -> Bool {
        token += 1
        let start = position
        var number = 0
        while position < bytes.count, position < start + 18, 48...57 ~= bytes[position] {
            number = 10 * number + Int(bytes[position] - 48)
            position += 1
        }
        return number == token && bytes[start] != 48
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
