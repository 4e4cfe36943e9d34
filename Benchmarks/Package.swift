// swift-tools-version: 6.2

import PackageDescription

// What Syntag is measured with. A package of its own, so that nobody who builds Syntag builds this.

/// Swift 6 mode with explicit existentials and narrow imports, as in the program.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "SyntagBenchmarks",
    dependencies: [.package(name: "Syntag", path: "..")],
    targets: [
        .executableTarget(
            name: "encoder-benchmark",
            dependencies: [
                .product(name: "Encoder", package: "Syntag"), .product(name: "Tensors", package: "Syntag"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "training-benchmark",
            dependencies: [
                .product(name: "Encoder", package: "Syntag"), .product(name: "Learning", package: "Syntag"),
                .product(name: "Tensors", package: "Syntag"),
            ],
            swiftSettings: strict
        ),
    ]
)
