/// Gradients in the layout of a `ParameterBuffer`, of one worker: dense, but for embedding tables, of which only the
/// rows used since the last reset count. All numbers of other rows are 0.
public final class GradientBuffer {
    /// The tensors, as the parameters have them.
    public let parameters: [Parameter]
    /// Numbers in the buffer.
    public let count: Int

    private let memory: FlatMemory
    private var tables: [Table?]

    /// Which rows of a table were used.
    private struct Table {
        var isTouched: [Bool]
        var touched: [Int32] = []
        var isSorted = true

        /// Puts the rows in order by reading the marks: no comparison, and no memory beside the list's.
        mutating func sort() {
            touched.removeAll(keepingCapacity: true)
            for row in isTouched.indices where isTouched[row] { touched.append(Int32(row)) }
            isSorted = true
        }
    }

    /// The first number.
    public var pointer: UnsafeMutablePointer<Float> { memory.pointer }

    /// Makes gradients of zero for parameters of a layout.
    public init(layout: ParameterBuffer) {
        parameters = layout.parameters
        count = layout.count
        memory = FlatMemory(count: count)
        tables = parameters.map { parameter in
            parameter.rowSize.map { Table(isTouched: Array(repeating: false, count: parameter.count / $0)) }
        }
    }

    /// The rows of a table that were used since the last reset, in rising order; none for a dense parameter.
    public func touchedRows(of parameter: Int) -> [Int32] {
        guard tables[parameter] != nil else { return [] }
        sort(parameter)
        return tables[parameter]?.touched ?? []
    }

    /// Calls `body` with every range of the buffer that may be other than 0, in rising order: a whole dense parameter,
    /// or one used row of a table.
    public func forEachRange(of parameter: Int, _ body: (Range<Int>) -> Void) {
        guard let size = parameters[parameter].rowSize else { return body(parameters[parameter].range) }
        sort(parameter)
        for row in tables[parameter]?.touched ?? [] {
            let start = parameters[parameter].offset + Int(row) * size
            body(start..<start + size)
        }
    }

    /// Notes that a row of a table is used and gives its numbers.
    func touch(row: Int, of parameter: Int) -> UnsafeMutablePointer<Float> {
        guard let size = parameters[parameter].rowSize else { preconditionFailure("a table of rows") }
        if tables[parameter]?.isTouched[row] == false {
            tables[parameter]?.isTouched[row] = true
            tables[parameter]?.touched.append(Int32(row))
            tables[parameter]?.isSorted = false
        }
        return pointer + parameters[parameter].offset + row * size
    }

    /// Sets everything to 0; only what was touched is written.
    public func reset() {
        for index in parameters.indices {
            forEachRange(of: index) { (pointer + $0.lowerBound).update(repeating: 0, count: $0.count) }
            for row in tables[index]?.touched ?? [] { tables[index]?.isTouched[Int(row)] = false }
            tables[index]?.touched.removeAll(keepingCapacity: true)
        }
    }

    /// Adds the gradients of another worker, one number to one number: the same two buffers give the same bits.
    public func add(_ other: GradientBuffer) {
        precondition(parameters == other.parameters, "two buffers of one layout")
        for index in parameters.indices {
            for row in other.tables[index]?.touched ?? [] { _ = touch(row: Int(row), of: index) }
            other.forEachRange(of: index) { range in
                for place in range { pointer[place] += other.pointer[place] }
            }
        }
    }

    private func sort(_ parameter: Int) {
        guard tables[parameter]?.isSorted == false else { return }
        tables[parameter]?.sort()
    }
}
