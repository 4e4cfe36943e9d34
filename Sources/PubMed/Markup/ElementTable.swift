/// Finds an element by the address of its interned name.
///
/// libxml2 keeps every name once in a dictionary, so that equal names have equal addresses: looking an element up
/// compares no bytes. Open addressing, at most a quarter full.
struct ElementTable {
    private static let slots = 256
    private var addresses = [UInt](repeating: 0, count: slots)
    private var elements = [Element](repeating: .other, count: slots)

    /// Fills the table; `intern` gives the address that the dictionary keeps a name at, or nil when memory is out.
    init?(intern: (StaticString) -> UnsafePointer<UInt8>?) {
        for element in Element.allCases {
            for name in element.names {
                guard let interned = intern(name) else { return nil }
                let address = UInt(bitPattern: interned)
                var slot = ElementTable.slot(of: address)
                while addresses[slot] != 0 { slot = (slot + 1) & (ElementTable.slots - 1) }
                addresses[slot] = address
                elements[slot] = element
            }
        }
    }

    /// The element of an interned name.
    func element(named name: UnsafePointer<UInt8>?) -> Element {
        let address = UInt(bitPattern: name)
        var slot = ElementTable.slot(of: address)
        while addresses[slot] != address {
            if addresses[slot] == 0 { return .other }
            slot = (slot + 1) & (ElementTable.slots - 1)
        }
        return elements[slot]
    }

    /// Fibonacci hashing of the address (Knuth, The Art of Computer Programming 3, 6.4).
    private static func slot(of address: UInt) -> Int {
        Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
