// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore

/// What a run was started from, so that somebody else can start it again.
struct RunEnvironment: Codable {
  /// When, as `Timestamp` writes it.
  let time: String
  /// The machine.
  let host: String
  /// Its processor.
  let cpu: String
  /// How many processors it has.
  let cores: Int
  /// The operating system and its kernel.
  let system: String
  /// Versions of Trine and of the libraries the ranks link.
  let versions: [String: String]
  /// Environment variables that change how MPI, BLAS or OpenMP behave.
  let variables: [String: String]
  /// The command the user gave, a word an element.
  let commandLine: [String]
  /// The folder it was given in.
  let directory: String
  /// The checkout; `nil` outside one.
  let git: GitCheckout?

  /// Looks at this process and its machine.
  /// - Parameters:
  ///   - libraries: Versions of what the ranks link, as the worker tells them.
  ///   - git: The checkout around the workspace.
  init(libraries: [String: String], git: GitCheckout?) {
    time = Timestamp.text(Date())
    host = Machine.host
    cpu = Machine.cpu
    cores = Machine.cores
    system = Machine.system
    versions = libraries.merging(["trine": TrineVersion.text]) { _, own in own }
    variables = ProcessInfo.processInfo.environment.filter { name, _ in
      Self.prefixes.contains { name.hasPrefix($0) }
    }
    commandLine = CommandLine.arguments
    directory = FileManager.default.currentDirectoryPath
    self.git = git
  }

  private static let prefixes = [
    "OMPI_", "OPENBLAS_", "OMP_", "MKL_", "UCX_", "PMIX_", "SLURM_", "TRINE_",
  ]
}
