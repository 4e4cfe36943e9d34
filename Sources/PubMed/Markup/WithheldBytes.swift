/// Finds the way back from a count of the bytes that libxml2 was given to the place in the file.
struct WithheldBytes {
    /// From this count on, the file is so many bytes ahead.
    private struct Shift {
        var given: Int64
        var ahead: Int64
    }

    private var shifts: [Shift] = []
    private var given: Int64 = 0
    private var ahead: Int64 = 0

    /// True when libxml2 was given exactly the file.
    private(set) var isEmpty = true

    /// Shifts that are kept at least. libxml2 is a few thousand bytes behind, or within one single token.
    private static let kept = 4096

    /// The place in the file up to which all was given or withheld.
    var position: Int64 { given + ahead }

    /// Notes bytes that were given.
    mutating func passed(_ count: Int) { given += Int64(count) }

    /// Notes bytes that are withheld here; less than zero for bytes that are given but not in the file.
    mutating func withheld(_ count: Int) {
        ahead += Int64(count)
        isEmpty = false
        if shifts.last?.given == given { shifts.removeLast() }
        if shifts.count == 2 * WithheldBytes.kept { shifts.removeFirst(WithheldBytes.kept) }
        shifts.append(Shift(given: given, ahead: ahead))
    }

    /// The place in the file of a byte that libxml2 counts.
    func position(ofParser count: Int64) -> Int64 {
        count + (shifts.last { $0.given <= count }?.ahead ?? 0)
    }
}
