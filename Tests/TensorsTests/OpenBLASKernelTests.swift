import Testing

@testable import Tensors

@Suite("The choice of OpenBLAS's kernel")
struct OpenBLASKernelTests {
    @Test(
        "a kernel older than the CPU is replaced",
        arguments: [
            ("Prescott", InstructionSet.avx512, "SkylakeX"), ("Core2", .avx2, "Haswell"),
            ("Haswell", .avx512, "SkylakeX"),
            ("Zen", .avx512, "SkylakeX"), ("Sandybridge", .avx2, "Haswell"), ("unknown", .avx512, "SkylakeX"),
        ])
    func old(current: String, instructions: InstructionSet, kernel: String) {
        #expect(
            OpenBLASKernel.decision(current: current, variable: nil, instructions: instructions)
                == .restart(kernel: kernel))
    }

    @Test(
        "a kernel as new as the CPU is kept",
        arguments: [
            ("SkylakeX", InstructionSet.avx512), ("Cooperlake", .avx512), ("SAPPHIRERAPIDS", .avx512),
            ("Haswell", .avx2),
            ("Zen", .avx2), ("SkylakeX", .avx2), ("Prescott", .scalar), ("armv8", .scalar),
        ])
    func new(current: String, instructions: InstructionSet) {
        #expect(OpenBLASKernel.decision(current: current, variable: nil, instructions: instructions) == .keep)
    }

    @Test(
        "what the user chose is kept, so the program starts itself again once at most",
        arguments: ["", "Prescott", "x"])
    func chosen(variable: String) {
        for instructions in InstructionSet.allCases {
            #expect(
                OpenBLASKernel.decision(current: "Prescott", variable: variable, instructions: instructions) == .keep)
        }
    }

    @Test("the kernels in use multiply rightly and have names")
    func verified() throws {
        try OpenBLASKernel.verify()
        #expect(OpenBLASKernel.description.contains(OpenBLASKernel.current))
        let error = OpenBLASError(kernel: "X", row: 1, column: 2, expected: 3, found: 4)
        #expect(error.description.contains("X gives 4.0 instead of 3.0 at row 1, column 2"))
    }
}
