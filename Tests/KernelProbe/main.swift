// Prints the kernel that OpenBLAS uses after `selectBest`, the value of its variable, the name of the process and the
// arguments: TensorsTests run it, because a test cannot start itself again.

import Glibc
import Tensors

OpenBLASKernel.selectBest()
let variable = getenv("OPENBLAS_CORETYPE").map { String(cString: $0) } ?? "unset"
let file = open("/proc/self/comm", O_RDONLY)
var name = [UInt8](repeating: 0, count: 16)
let count = max(read(file, &name, name.count), 0)
let process = String(decoding: name.prefix(count).filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
print(OpenBLASKernel.current, variable, process, CommandLine.arguments.dropFirst().joined(separator: ","))
