// swift-tools-version: 6.2

import PackageDescription

// The rooms of Syntag. A module imports only modules of a lower rank; `.ci/ranks` checks it.

/// Every room is written in Swift 6 mode with explicit existentials and narrow imports.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms whose loops run over every byte or number are optimised in debug builds too, so that tests stay quick.
let hot: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A room of the program.
func room(_ name: String, needs: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
    .target(name: name, dependencies: needs, swiftSettings: settings)
}

/// The tests of a room.
func tests(_ name: String, needs: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.target(name: name), "TestSupport"] + needs,
        path: "Tests/\(name)Tests",
        swiftSettings: strict
    )
}

let package = Package(
    name: "Syntag",
    products: [
        .executable(name: "syntag", targets: ["syntag"])
    ],
    dependencies: [],
    targets: [
        // C: system libraries and kernels
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CDigest", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // 0: vocabulary, numbers, flow, files
        room("Documents"),
        room("Tensors", needs: ["COpenBLAS", "CKernels"], settings: hot),
        room("Files", needs: ["CDigest"], settings: hot),

        // 1: text in, records out
        room("PubMed", needs: ["CXML", "Documents"], settings: hot),
        room("Sentences", needs: ["Documents"], settings: hot),
        room("WordPieces", needs: ["Documents"], settings: hot),
        room("Records", needs: ["CZstd", "Documents", "Files"], settings: hot),
        room("Scoring", needs: ["Documents"]),

        // 2, 3: the model
        room("Encoder", needs: ["Tensors"], settings: hot),
        room("Entities", needs: ["Documents", "Encoder", "Files", "Scoring", "Tensors", "WordPieces"], settings: hot),

        // 6: the executable
        .executableTarget(name: "syntag", swiftSettings: strict),

        // Tests
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("Documents"),
        tests("Tensors"),
        tests("Files"),
        tests("PubMed", needs: ["Documents"]),
        tests("Sentences", needs: ["Documents"]),
        tests("WordPieces", needs: ["Documents"]),
        tests("Records", needs: ["CZstd", "Documents", "Files"]),
        tests("Scoring", needs: ["Documents"]),
        tests("Encoder", needs: ["Tensors"]),
        tests("Entities", needs: ["Documents", "Encoder", "Files", "Scoring", "Tensors", "WordPieces"]),
    ]
)
