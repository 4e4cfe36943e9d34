/// All parameters of a model in one flat buffer of Float32, aligned to 64 bytes, in a fixed order.
///
/// Any number of threads may read it; who writes to it owns it alone. A model that was made with it has to be told of
/// changes (`TrainableEntityModel.refresh`).
public final class ParameterBuffer: @unchecked Sendable {
    /// The tensors, in the order of their offsets.
    public let parameters: [Parameter]
    /// Numbers in the buffer, those between two parameters (always 0) included.
    public let count: Int

    private let memory: FlatMemory

    /// The first number.
    public var pointer: UnsafeMutablePointer<Float> { memory.pointer }

    /// Makes a buffer of zeros.
    public init(parameters: [Parameter]) {
        self.parameters = parameters
        count = ((parameters.map(\.range.upperBound).max() ?? 0) + 15) / 16 * 16
        memory = FlatMemory(count: count)
    }

    /// Takes all numbers of another buffer of the same layout.
    public func copy(from other: ParameterBuffer) {
        precondition(parameters == other.parameters, "two buffers of one layout")
        pointer.update(from: other.pointer, count: count)
    }

    /// The number of a parameter in `parameters`, or nil.
    public func index(of name: String) -> Int? { parameters.firstIndex { $0.name == name } }

    /// The numbers of a parameter.
    public subscript(parameter: Int) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(start: pointer + parameters[parameter].offset, count: parameters[parameter].count)
    }

    /// The numbers of a parameter that is known to be there.
    subscript(name: String) -> UnsafeMutableBufferPointer<Float> {
        guard let index = index(of: name) else { preconditionFailure("no parameter is called \(name)") }
        return self[index]
    }
}
