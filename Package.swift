// swift-tools-version: 6.2
import PackageDescription

/// The floors of the house, from the top down. A floor imports only floors beneath it (`scripts/check-floors` holds this).
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "luoshi",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "luoshi", targets: ["luoshi"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    ],
    targets: [
        .executableTarget(
            name: "luoshi",
            dependencies: [
                "LuoshiWeb", "LuoshiFigures", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "PlanReader", "OfficeFiles",
                "CEL",
                "Database", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: strict,
            // What Foundation's URLSession stands on, for the program that carries Swift's own libraries within it.
            linkerSettings: [.linkedLibrary("curl")]),
        .target(
            name: "LuoshiWeb",
            dependencies: [
                "LuoshiFigures", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "PlanReader", "OfficeFiles", "CQRCode",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], swiftSettings: strict),
        .target(
            name: "LuoshiFigures",
            dependencies: ["LuoshiWork", "LuoshiPlan", "LuoshiCore", "OfficeFiles", "CEL", "Database"],
            swiftSettings: strict),
        .target(
            name: "LuoshiWork", dependencies: ["LuoshiPlan", "LuoshiCore", "OfficeFiles", "CEL", "Database"],
            swiftSettings: strict),
        .target(name: "LuoshiPlan", dependencies: ["LuoshiCore", "PlanReader", "Database"], swiftSettings: strict),
        .target(
            name: "LuoshiCore",
            dependencies: [
                "Database", "CArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Yams", package: "Yams"),
            ], swiftSettings: strict),
        .target(name: "PlanReader", swiftSettings: strict),
        .target(name: "CEL", swiftSettings: strict),
        .target(name: "OfficeFiles", dependencies: ["CLibXML", "CLibZip", "CXlsxWriter"], swiftSettings: strict),
        .target(
            name: "Database",
            dependencies: [
                "CPostgreSQL", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Metrics", package: "swift-metrics"),
            ], swiftSettings: strict),

        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        .target(name: "DatabaseTesting", dependencies: ["Database"], swiftSettings: strict),
        .testTarget(name: "CELTests", dependencies: ["CEL"], swiftSettings: strict),
        .testTarget(
            name: "CELSQLTests", dependencies: ["CEL", "Database", "DatabaseTesting"], swiftSettings: strict),
        .testTarget(name: "DatabaseTests", dependencies: ["Database", "DatabaseTesting"], swiftSettings: strict),
        .testTarget(
            name: "LuoshiWebTests",
            dependencies: [
                "LuoshiWeb", "LuoshiFigures", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "PlanReader", "Database",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .executableTarget(name: "cel-bench", dependencies: ["CEL"], swiftSettings: strict),
        .executableTarget(name: "sheets-bench", dependencies: ["OfficeFiles", "CXlsxWriter"], swiftSettings: strict),
        .executableTarget(
            name: "figures-bench",
            dependencies: ["LuoshiFigures", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "CEL", "Database"],
            swiftSettings: strict),
        .executableTarget(name: "crash-load", dependencies: ["LuoshiCore", "Database"], swiftSettings: strict),
        .testTarget(
            name: "LuoshiCoreTests",
            dependencies: [
                "LuoshiCore", "Database", "DatabaseTesting", "crash-load",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LuoshiPlanTests",
            dependencies: ["LuoshiPlan", "LuoshiCore", "PlanReader", "Database", "DatabaseTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "LuoshiWorkTests",
            dependencies: [
                "LuoshiWork", "LuoshiPlan", "LuoshiCore", "OfficeFiles", "CEL", "Database", "DatabaseTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LuoshiFiguresTests",
            dependencies: [
                "LuoshiFigures", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "OfficeFiles", "CEL", "Database",
                "DatabaseTesting",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "LuoshiTests",
            dependencies: ["luoshi", "LuoshiWork", "LuoshiPlan", "LuoshiCore", "Database", "DatabaseTesting"],
            swiftSettings: strict),
        .testTarget(
            name: "OfficeFilesTests", dependencies: ["OfficeFiles"], exclude: ["Spreadsheets/peer.py"],
            swiftSettings: strict),
        .testTarget(name: "PlanReaderTests", dependencies: ["PlanReader"], swiftSettings: strict),
    ]
)
