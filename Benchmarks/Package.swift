// swift-tools-version: 6.2

import PackageDescription

// What Syntag is measured with. A package of its own, so that nobody who builds Syntag builds this.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Rooms of Syntag that a benchmark needs.
func rooms(_ names: String...) -> [Target.Dependency] { names.map { .product(name: $0, package: "Syntag") } }

let package = Package(
    name: "SyntagBenchmarks",
    dependencies: [.package(name: "Syntag", path: "..")],
    targets: [
        // Clocks and the machine's own rate of matrix products.
        .target(name: "Machine", dependencies: rooms("Encoder", "Tensors"), swiftSettings: strict),
        .executableTarget(
            name: "encoder-benchmark", dependencies: ["Machine"] + rooms("Encoder", "Tensors"), swiftSettings: strict),
        .executableTarget(
            name: "job-benchmark",
            dependencies: ["Machine"]
                + rooms("Documents", "Encoder", "Entities", "Flow", "Pipelines", "Records", "Tensors", "WordPieces"),
            swiftSettings: strict),
        .executableTarget(
            name: "feature-benchmark",
            dependencies: ["Machine"] + rooms("Documents", "Encoder", "Entities", "Tensors", "WordPieces"),
            swiftSettings: strict),
        .executableTarget(
            name: "syntax-benchmark",
            dependencies: ["Machine"] + rooms("Encoder", "Syntax", "Tensors", "Treebanks", "WordPieces"),
            swiftSettings: strict),
        .executableTarget(
            name: "xml-benchmark", dependencies: ["Machine"] + rooms("Documents", "PubMed"),
            swiftSettings: strict),
        .executableTarget(
            name: "sentence-benchmark", dependencies: ["Machine"] + rooms("Documents", "Sentences", "Treebanks"),
            swiftSettings: strict),
        .executableTarget(
            name: "training-benchmark", dependencies: rooms("Encoder", "Learning", "Tensors"), swiftSettings: strict),
        .executableTarget(
            name: "syntax-training-benchmark", dependencies: rooms("Encoder", "Learning", "Syntax", "Tensors"),
            swiftSettings: strict),
    ]
)
