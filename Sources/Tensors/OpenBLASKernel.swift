import COpenBLAS
import Glibc

/// The kernel that OpenBLAS chose for this machine, and the way round its choice when it is a poor one.
///
/// OpenBLAS reads the CPU's model number when it is loaded and falls back to a kernel of 2004 for a model it does not
/// know, a fifth of the speed. The only cure is its variable `OPENBLAS_CORETYPE`, which it reads as it is loaded.
public enum OpenBLASKernel {
    /// The kernel in use, in OpenBLAS's words: "SkylakeX", "Haswell", "Prescott" ...
    public static var current: String {
        guard let name = openblas_get_corename() else { return "unknown" }
        return String(cString: name)
    }

    private static let oneThread: Void = openblas_set_num_threads(1)

    /// Makes every call of OpenBLAS stay on its own thread; the program has one worker a core.
    public static func useOneThread() { oneThread }
}
