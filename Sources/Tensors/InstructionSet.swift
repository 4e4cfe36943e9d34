import CKernels

/// The instructions that the kernels of this room are written in; chosen when the program runs.
public enum InstructionSet: String, Sendable, CaseIterable {
    /// Plain C: any machine, and the reference of the others.
    case scalar
    /// AVX2, FMA and F16C: Intel since 2013, AMD since 2015.
    case avx2
    /// AVX-512 F, BW, DQ and VL: Intel servers since 2017, AMD since 2022.
    case avx512

    /// Those that this machine can run, the slowest first.
    public static let available: [InstructionSet] = allCases.filter { $0.table != nil }

    /// The fastest that this machine can run.
    public static let best: InstructionSet = available.last ?? .scalar

    /// The kernels, or nil where this machine cannot run them.
    private var table: UnsafePointer<kernel_table>? {
        switch self {
        case .scalar: kernels_scalar()
        case .avx2: kernels_avx2()
        case .avx512: kernels_avx512()
        }
    }

    /// The kernels; on a machine without these instructions those of plain C.
    var kernels: UnsafePointer<kernel_table> { table ?? kernels_scalar() }
}
