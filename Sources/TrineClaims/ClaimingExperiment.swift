// SPDX-License-Identifier: MIT

public import TrineCatalog
import TrineConfig
public import TrineCore
import TrineFiles
public import TrineStatistics

/// An experiment that names claims, as its file is now: what decides, and which configs it has.
public struct ClaimingExperiment: Sendable {
  /// The experiment's name.
  public let name: String
  private let tests: [ClaimTest]
  private let present: [JSONValue]

  /// Reads an experiment's file; `nil` where it names no claim.
  /// - Throws: a `Diagnostic` or `Diagnostics` when it cannot be read.
  init?(file: String, in workspace: Workspace) throws {
    let text = try FileText.read(workspace.path(file), as: file)
    let plans = try ExperimentReader.plans(file: file, text: text, overrides: [])
    guard let first = plans.first, let claims = first.claims else { return nil }
    name = first.name
    tests = claims
    present = try plans.map { try $0.config() }
  }

  /// The experiments that name claims and whose files can be read, by their files.
  /// - Parameters:
  ///   - workspace: Whose experiments.
  ///   - catalog: Knows which files name claims; it must agree with the files.
  /// - Returns: the experiments.
  /// - Throws: a `Diagnostic` when the catalog cannot be read.
  public static func readable(
    in workspace: Workspace,
    catalog: Catalog
  ) throws -> [ClaimingExperiment] {
    try catalog.filesNamingClaims().compactMap { file in
      // What is wrong with a file is for `trine claims` and `trine check` to tell.
      try? ClaimingExperiment(file: file, in: workspace)
    }
  }

  /// What runs of the experiment say about each of its claims, in the order of its file.
  public func findings(from runs: [Run]) -> [ClaimFinding] {
    let runs = ClaimRuns(runs, present: present)
    return tests.map { ClaimFinding($0, from: runs) }
  }
}
