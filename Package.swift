// swift-tools-version: 6.2
// SPDX-License-Identifier: MIT

import PackageDescription

/// Warnings are errors, everywhere.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets that touch raw memory mark every use of it.
let rawMemory: [SwiftSetting] = house + [.strictMemorySafety()]

/// The numerics and MPI are tested in release, and alone: building the rest in release too would take
/// longer than all their tests.
let isNumericOnly = Context.environment["TRINE_TESTS"] == "numeric"

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let realModule: Target.Dependency = .product(name: "RealModule", package: "swift-numerics")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let numerics: Package.Dependency = .package(
  url: "https://github.com/apple/swift-numerics",
  from: "1.1.0"
)
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// MARK: - What both halves share

let shared: [Target] = [
  .target(name: "TrineCore", swiftSettings: house),
  // Whole files, written so that a crash leaves the old or the new one.
  .target(
    name: "TrineFiles",
    dependencies: ["TrineCore", "CTrineFiles"],
    swiftSettings: rawMemory
  ),
  // The one call for files that Swift's map of the C library lacks.
  .target(name: "CTrineFiles"),
]

// MARK: - What a rank runs: no catalog, no YAML

let rank: [Target] = [
  .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
  .systemLibrary(name: "COpenMPI", pkgConfig: "mpi-c"),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
  // The thin C door to MPI.
  .target(name: "CTrineMPI", dependencies: ["COpenMPI"]),
  // The loops that walk all parameters, on vectors that Swift compiles no loop for.
  .target(name: "CTrineKernels"),
  .target(
    name: "TrineKernels",
    dependencies: ["COpenBLAS", "CTrineKernels", realModule],
    swiftSettings: rawMemory
  ),
  .target(name: "TrineMPI", dependencies: ["TrineCore", "CTrineMPI"], swiftSettings: rawMemory),
  .target(
    name: "TrineTraining",
    dependencies: ["TrineCore", "TrineKernels", "TrineMPI", "CZlib"],
    swiftSettings: rawMemory
  ),
  .executableTarget(
    name: "trine-worker",
    dependencies: ["TrineCore", "TrineTraining"],
    swiftSettings: house
  ),
]

/// The suites over MPI start `mpirun` themselves.
let numericTests: [Target] = [
  .executableTarget(
    name: "trine-mpi-check",
    dependencies: ["TrineMPI", "CTrineMPI"],
    path: "Tests/trine-mpi-check",
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineKernelsTests",
    dependencies: ["TrineKernels"],
    exclude: ["Fixtures"],
    swiftSettings: rawMemory
  ),
  .testTarget(
    name: "TrineTrainingTests",
    dependencies: [
      "TrineTraining", "TrineKernels", "TrineCore", "trine-worker", "trine-mpi-check",
    ],
    exclude: ["Fixtures"],
    swiftSettings: house
  ),
]

// MARK: - What the command line is made of: no MPI

let commandLine: [Target] = [
  .target(
    name: "TrineConfig",
    dependencies: ["TrineCore", "TrineFiles", yams],
    swiftSettings: house
  ),
  .target(
    name: "TrineNotes",
    dependencies: ["TrineCore", "TrineFiles", yams],
    swiftSettings: house
  ),
  .target(
    name: "TrineCatalog",
    dependencies: ["TrineCore", "TrineFiles", grdb],
    swiftSettings: house
  ),
  // The catalog's pages, as the files are.
  .target(
    name: "TrineIndex",
    dependencies: [
      "TrineCore", "TrineFiles", "TrineConfig", "TrineNotes", "TrineCatalog", "TrineCheck",
      "TrineReport",
    ],
    swiftSettings: house
  ),
  // The rules of `trine check`: values in, findings out.
  .target(name: "TrineCheck", dependencies: ["TrineCore"], swiftSettings: house),
  // What the workspace's runs say about the claims in its notes.
  .target(
    name: "TrineClaims",
    dependencies: ["TrineCore", "TrineFiles", "TrineConfig", "TrineCatalog", "TrineStatistics"],
    swiftSettings: house
  ),
  .target(
    name: "TrineLanguageServer",
    dependencies: [
      "TrineCore", "TrineFiles", "TrineNotes", "TrineCatalog", "TrineIndex", "TrineClaims",
      "TrineStatistics",
    ],
    swiftSettings: house
  ),
  .target(
    name: "TrineLaunch",
    dependencies: ["TrineCore", "TrineFiles", "TrineCatalog", subprocess, system],
    swiftSettings: house
  ),
  // Papers from arXiv and Crossref.
  .target(
    name: "TrineFetch",
    dependencies: ["TrineCore", "TrineFiles", "TrineNotes", subprocess],
    swiftSettings: house
  ),
  .target(
    name: "TrineStatistics",
    dependencies: ["TrineCore", realModule],
    swiftSettings: house
  ),
  .target(
    name: "TrineReport",
    dependencies: ["TrineCore", "TrineStatistics"],
    swiftSettings: house
  ),
  .executableTarget(
    name: "trine",
    dependencies: [
      "TrineCore", "TrineFiles", "TrineConfig", "TrineNotes", "TrineCatalog", "TrineIndex",
      "TrineCheck", "TrineClaims", "TrineLanguageServer", "TrineLaunch", "TrineFetch",
      "TrineReport",
      "TrineStatistics", argumentParser,
    ],
    swiftSettings: house
  ),
]

let logicTests: [Target] = [
  .testTarget(name: "TrineCoreTests", dependencies: ["TrineCore"], swiftSettings: house),
  .testTarget(
    name: "TrineFilesTests",
    dependencies: ["TrineFiles", "TrineCore"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineConfigTests",
    dependencies: ["TrineConfig", "TrineCore"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineNotesTests",
    dependencies: ["TrineNotes", "TrineFiles", "TrineCore"],
    exclude: ["Fixtures"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineClaimsTests",
    dependencies: [
      "TrineClaims", "TrineIndex", "TrineConfig", "TrineCatalog", "TrineStatistics", "TrineCore",
    ],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineLanguageServerTests",
    dependencies: [
      "TrineLanguageServer", "TrineCheck", "TrineIndex", "TrineNotes", "TrineCatalog", "TrineCore",
    ],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineCheckTests",
    dependencies: ["TrineCheck", "TrineCore"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineIndexTests",
    dependencies: [
      "TrineIndex", "TrineNotes", "TrineCatalog", "TrineCheck", "TrineFiles", "TrineCore",
    ],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineCatalogTests",
    dependencies: ["TrineCatalog", "TrineCore", grdb],
    resources: [.copy("Snapshots")],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineReportTests",
    dependencies: ["TrineReport", "TrineStatistics", "TrineCore"],
    exclude: ["Snapshots"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineStatisticsTests",
    dependencies: ["TrineStatistics", "TrineConfig", "TrineCore"],
    exclude: ["Fixtures"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineLaunchTests",
    dependencies: ["TrineLaunch", "TrineCatalog", "TrineFiles", "TrineCore"],
    swiftSettings: house
  ),
  .testTarget(
    name: "TrineFetchTests",
    dependencies: ["TrineFetch", "TrineNotes", "TrineFiles", "TrineCore"],
    exclude: ["Fixtures"],
    swiftSettings: house
  ),
  // The commands as their users meet them: transcripts of the built executables.
  .testTarget(
    name: "TranscriptTests",
    dependencies: ["trine", "trine-worker", "TrineCore"],
    exclude: ["Transcripts"],
    swiftSettings: house
  ),
]

// MARK: - The package

let package = Package(
  name: "trine",
  products: isNumericOnly
    ? []
    : [
      .executable(name: "trine", targets: ["trine"]),
      .executable(name: "trine-worker", targets: ["trine-worker"]),
    ],
  dependencies: isNumericOnly
    ? [numerics]
    : [
      numerics,
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
      .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
      .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
      .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
      .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
  targets: isNumericOnly
    ? shared + rank + numericTests
    : shared + rank + commandLine + logicTests
)
