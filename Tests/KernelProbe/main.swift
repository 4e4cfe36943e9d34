// Prints the kernel that OpenBLAS uses after `selectBest`, the value of its variable, and the arguments: TensorsTests
// run it, because a test cannot start itself again.

import Glibc
import Tensors

OpenBLASKernel.selectBest()
let variable = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) } ?? "unset"
print(OpenBLASKernel.current, variable, CommandLine.arguments.dropFirst().joined(separator: ","))
