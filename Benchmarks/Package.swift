// swift-tools-version: 6.2

import PackageDescription

// What Syntag is measured with. A package of its own, so that nobody who builds Syntag builds this.

let package = Package(
    name: "SyntagBenchmarks",
    dependencies: [.package(name: "Syntag", path: "..")],
    targets: [
        .executableTarget(
            name: "encoder-benchmark",
            dependencies: [
                .product(name: "Encoder", package: "Syntag"), .product(name: "Tensors", package: "Syntag"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ]
        )
    ]
)
