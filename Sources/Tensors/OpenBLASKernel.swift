import COpenBLAS
import Glibc

/// The kernel that OpenBLAS chose for this machine, and the way round its choice when it is a poor one.
///
/// OpenBLAS reads the CPU's model number as it is loaded and falls back to a kernel of 2004 for a model that it does
/// not know: a fifth of the speed. The only cure is its variable `OPENBLAS_CORETYPE`, which it reads at the same
/// moment. So a program that finds a kernel older than its CPU sets the variable and starts itself again.
public enum OpenBLASKernel {
    /// OpenBLAS's variable that names the kernel to use.
    static let variable = "OPENBLAS_CORETYPE"

    private static let oneThread: Void = openblas_set_num_threads(1)

    /// Makes every call of OpenBLAS stay on its own thread; the program has one worker a core.
    public static func useOneThread() { oneThread }

    /// The kernel in use, in OpenBLAS's words: "SkylakeX", "Haswell", "Prescott" and the like.
    public static var current: String {
        guard let name = openblas_get_corename() else { return "unknown" }
        return String(cString: name)
    }

    /// The kernels in use, for logs: OpenBLAS's, and this room's own.
    public static var description: String {
        "OpenBLAS \(current), own kernels \(InstructionSet.best.rawValue)"
    }

    /// What `selectBest` does.
    enum Decision: Equatable {
        /// Keeps the kernel.
        case keep
        /// Starts the program again with this kernel.
        case restart(kernel: String)
    }

    /// Keeps a kernel that the user chose or that is as new as the CPU; the variable being set after the program
    /// started itself again, it cannot do so twice.
    static func decision(current: String, variable: String?, instructions: InstructionSet) -> Decision {
        if variable != nil { return .keep }
        let level: InstructionSet =
            switch current.lowercased() {
            case "skylakex", "cooperlake", "sapphirerapids": .avx512
            case "haswell", "zen", "excavator": .avx2
            default: .scalar
            }
        switch instructions {
        case .avx512 where level != .avx512: return .restart(kernel: "SkylakeX")
        case .avx2 where level == .scalar: return .restart(kernel: "Haswell")
        default: return .keep
        }
    }

    /// Starts the program again with a better kernel when OpenBLAS chose one older than the CPU. Call it first in
    /// `main`, before there are threads or open files; it comes back when there is nothing to better, or when the
    /// system would not start the program again.
    ///
    /// A value of `OPENBLAS_CORETYPE` that is set already, be it empty, is left alone.
    public static func selectBest() {
        nameProcess()
        let variable = getenv(variable).map { String(cString: $0) }
        guard
            case .restart(let kernel) = decision(
                current: current, variable: variable, instructions: InstructionSet.best)
        else { return }
        // Without the variable the new program would do the same for ever.
        guard setenv(self.variable, kernel, 0) == 0 else { return }
        execv("/proc/self/exe", CommandLine.unsafeArgv)
        unsetenv(self.variable)
    }

    /// Gives the process the name of its program again, which it loses when it starts itself anew: the system takes the
    /// name from the path that is started, and "exe" says nothing in a list of processes.
    ///
    /// Swift cannot see `prctl` with its open list of arguments; writing to this file does what PR_SET_NAME does.
    private static func nameProcess() {
        guard let path = CommandLine.arguments.first, let name = path.split(separator: "/").last else { return }
        let file = open("/proc/self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        // The system keeps the first 15 bytes. A process without this name works as well.
        _ = Array(name.utf8).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    /// Checks a small product of OpenBLAS's and of this room's kernels against a plain loop.
    ///
    /// - Throws: `OpenBLASError` when they differ by more than rounding: the library cannot be used on this machine.
    public static func verify() throws(OpenBLASError) {
        let rows = 37, inner = 53, columns = 41
        let left = Matrix(rows: rows, columns: inner), right = Matrix(rows: columns, columns: inner)
        // Whole numbers to 12: every product and sum is exact, so the results have to be equal.
        for row in 0..<rows { for k in 0..<inner { left[row, k] = Float((row * 7 + k * 3) % 13) } }
        for column in 0..<columns { for k in 0..<inner { right[column, k] = Float((column * 5 + k * 11) % 13 - 6) } }
        let products = [Matrix(rows: rows, columns: columns), Matrix(rows: rows, columns: columns)]
        products[0].view.assignProduct(left.view, right.view, transposed: true)
        Linear(weights: right.view).apply(left.view, into: products[1].view)
        for row in 0..<rows {
            for column in 0..<columns {
                let expected = (0..<inner).reduce(Float(0)) { $0 + left[row, $1] * right[column, $1] }
                for (product, name) in zip(products, [current, InstructionSet.best.rawValue])
                where product[row, column] != expected {
                    throw OpenBLASError(
                        kernel: name, row: row, column: column, expected: expected, found: product[row, column])
                }
            }
        }
    }
}

/// A kernel that multiplies wrongly.
public struct OpenBLASError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kernel's name.
    public let kernel: String
    /// Where the product is wrong.
    public let row: Int, column: Int
    /// What a plain loop gives, and what the kernel gave.
    public let expected: Float, found: Float

    /// What is wrong, and what to do about it.
    public var description: String {
        "The kernel \(kernel) gives \(found) instead of \(expected) at row \(row), column \(column) of a small product."
            + " Set \(OpenBLASKernel.variable) to another kernel, such as Haswell or Prescott, or mend the library."
    }
}
