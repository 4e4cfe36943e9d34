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
        guard isLabel(label) else { throw .label(label) }
        for byte in label.utf8 { bytes.append(byte) }
    }

    /// True when text can stand as a label: printable ASCII without brackets, quotes or backslashes.
    private static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !isReserved($0) }
    }

    private static func isReserved(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "\"") || byte == 0x5C
    }

    /// The tree that brackets over tokens `1...tokens` write, or nil when they do not balance, a label is missing, a
    /// token number is out of order, or a constituent covers no token.
    static func tree(of text: String, tokens: Int) -> ConstituencyTree? {
        if text.isEmpty { return tokens == 0 ? ConstituencyTree(constituents: []) : nil }
        var all: [ConstituencyTree.Constituent] = []
        var open: [Int] = []
        var token = 0
        for var word in text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false) {
            if word.first == UInt8(ascii: "(") {
                // A second tree, or a bracket without a label.
                guard all.isEmpty || !open.isEmpty, let label = String(word.dropFirst()), isLabel(label) else {
                    return nil
                }
                open.append(all.count)
                all.append(.init(label: label, first: token, last: token))
                continue
            }
            var closing = 0
            while word.last == UInt8(ascii: ")") {
                word.removeLast()
                closing += 1
            }
            token += 1
            // Only the decimal digits of the one number that can stand here are right.
            guard !open.isEmpty, closing <= open.count, word.elementsEqual(String(token).utf8) else { return nil }
            for _ in 0..<closing { all[open.removeLast()].last = token - 1 }
        }
        return open.isEmpty && token == tokens ? ConstituencyTree(constituents: all) : nil
    }
}
