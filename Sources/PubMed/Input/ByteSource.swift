/// Bytes in order, from a file or from a stage that changes them.
protocol ByteSource: AnyObject {
    /// Bytes given so far.
    var position: Int64 { get }

    /// Fills the buffer with the next bytes; fewer than fit only at the end or before damage, 0 at the end.
    ///
    /// Damage is thrown only after every byte before it was given.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Damage) -> Int
}
