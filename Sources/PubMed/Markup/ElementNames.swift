/// Finds an element by the bytes of its name in a file.
struct ElementNames {
    private static let slots = 256
    private var names = [StaticString?](repeating: nil, count: slots)
    private var elements = [Element](repeating: .other, count: slots)

    /// All names of all elements.
    static let all = ElementNames()

    private init() {
        for element in Element.allCases {
            for name in element.names {
                var slot = ElementNames.slot(
                    of: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
                while names[slot] != nil { slot = (slot + 1) & (ElementNames.slots - 1) }
                names[slot] = name
                elements[slot] = element
            }
        }
    }

    /// The element of a name.
    func element(named name: UnsafeBufferPointer<UInt8>) -> Element {
        var slot = ElementNames.slot(of: name)
        while let known = names[slot] {
            if known.utf8CodeUnitCount == name.count,
                name.elementsEqual(UnsafeBufferPointer(start: known.utf8Start, count: name.count))
            {
                return elements[slot]
            }
            slot = (slot + 1) & (ElementNames.slots - 1)
        }
        return .other
    }

    /// FNV-1a, folded to a byte (Fowler, Noll, Vo).
    private static func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int((hash ^ (hash >> 8) ^ (hash >> 16)) & 0xFF)
    }
}
