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
func room(
    _ name: String, needs: [Target.Dependency] = [], resources: [Resource]? = nil, settings: [SwiftSetting] = strict
) -> Target {
    .target(name: name, dependencies: needs, resources: resources, swiftSettings: settings)
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
        .executable(name: "syntag", targets: ["syntag"]),
        // The rooms that the package of benchmarks measures.
        .library(name: "Documents", targets: ["Documents"]),
        .library(name: "Encoder", targets: ["Encoder"]),
        .library(name: "Entities", targets: ["Entities"]),
        .library(name: "Flow", targets: ["Flow"]),
        .library(name: "Learning", targets: ["Learning"]),
        .library(name: "Pipelines", targets: ["Pipelines"]),
        .library(name: "PubMed", targets: ["PubMed"]),
        .library(name: "Records", targets: ["Records"]),
        .library(name: "Sentences", targets: ["Sentences"]),
        .library(name: "Syntax", targets: ["Syntax"]),
        .library(name: "Tensors", targets: ["Tensors"]),
        .library(name: "Treebanks", targets: ["Treebanks"]),
        .library(name: "WordPieces", targets: ["WordPieces"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C: system libraries and kernels
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),
        .target(name: "CDigest", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))]),

        // 0: vocabulary, flow, files
        room("Documents"),
        room("JSON"),
        room("Flow"),
        room("Files", needs: ["CDigest"], settings: hot),

        // 1: numbers; text in, records out
        room("Tensors", needs: ["COpenBLAS", "CKernels", "JSON"], settings: hot),
        room("PubMed", needs: ["CXML", "CZlib", "Documents"], settings: hot),
        room("WordPieces", needs: ["Documents"], settings: hot),
        room("Records", needs: ["CZstd", "Documents", "Files"], settings: hot),
        room("Scoring", needs: ["Documents", "JSON"]),
        room("Treebanks", needs: ["Documents", "Files"], settings: hot),
        room("Configuration", needs: [.product(name: "Yams", package: "Yams")]),

        room(
            "Telemetry",
            needs: [
                "JSON", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),

        // 2, 3: the models
        room("Sentences", needs: ["Documents", "Files", "Tensors"], settings: hot),
        room("Encoder", needs: ["Tensors"], settings: hot),
        room("Entities", needs: ["Documents", "Encoder", "Files", "Scoring", "Tensors", "WordPieces"], settings: hot),

        room(
            "Syntax", needs: ["Documents", "Encoder", "Files", "Tensors", "WordPieces"], settings: hot),

        // 4: what puts the rooms together
        room(
            "Pipelines",
            needs: [
                "Configuration", "Documents", "Entities", "Files", "Flow", "PubMed", "Records", "Sentences", "Syntax",
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        room(
            "Learning",
            needs: [
                "CKernels", "CZstd", "Configuration", "Documents", "Encoder", "Entities", "Files", "JSON", "Scoring",
                "Sentences", "Syntax", "Tensors", "Treebanks", "WordPieces", .product(name: "Yams", package: "Yams"),
            ],
            settings: hot
        ),

        // 5: the service
        room(
            "Daemon",
            needs: [
                "Files", "Flow", "Telemetry", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("Status/page.html")]
        ),

        // 6: the command line
        room(
            "Commands",
            needs: [
                "Configuration", "Documents", "Encoder", "Entities", "Files", "Flow", "Learning", "Pipelines", "PubMed",
                "Records", "Scoring", "Sentences", "Syntax", "Tensors", "Treebanks", "WordPieces",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(name: "syntag", dependencies: ["Commands"], swiftSettings: strict),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["Configuration", "Tensors"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("Documents"),
        tests("JSON"),
        .executableTarget(
            name: "kernel-probe", dependencies: ["Tensors"], path: "Tests/KernelProbe", swiftSettings: strict),
        tests("Tensors", needs: ["kernel-probe"]),
        tests("Flow"),
        tests("Files"),
        tests("PubMed", needs: ["Documents"]),
        tests("Sentences", needs: ["Documents", "Scoring", "Tensors", "Treebanks"]),
        tests("WordPieces", needs: ["Documents"]),
        tests("Records", needs: ["CZstd", "Documents", "Files"]),
        tests("Scoring", needs: ["Documents", "Treebanks"]),
        tests("Treebanks", needs: ["Documents", "Files"]),
        tests("Encoder", needs: ["Tensors"]),
        tests("Entities", needs: ["Documents", "Encoder", "Files", "Scoring", "Tensors", "WordPieces"]),
        tests("Syntax", needs: ["Documents", "Encoder", "Files", "Tensors", "WordPieces"]),
        tests("Configuration", needs: [.product(name: "Yams", package: "Yams")]),
        tests("Pipelines", needs: ["Configuration", "Documents", "Files", "Flow", "PubMed", "Records", "Syntax"]),
        tests(
            "Learning",
            needs: [
                "CZstd", "Configuration", "Documents", "Encoder", "Entities", "Files", "Scoring", "Sentences", "Syntax",
                "Tensors",
                "Treebanks", "WordPieces",
            ]
        ),
        tests(
            "Telemetry",
            needs: [
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        tests(
            "Daemon",
            needs: [
                "Files", "Flow", "Telemetry", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests("Commands", needs: ["Documents", "Files", "Flow", "Pipelines", "Records", "Treebanks"]),
        .testTarget(
            name: "EndToEnd",
            dependencies: ["Documents", "Records", "TestSupport", "syntag"],
            path: "Tests/EndToEnd",
            swiftSettings: strict
        ),
    ]
)
