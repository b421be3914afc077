// SPDX-License-Identifier: MIT

/// How the ranks of a run are started.
public struct LauncherPlan: Hashable, Codable, Sendable {
  /// The kinds of launcher.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// `mpirun` on this machine.
    case local
  }

  /// The kind of launcher.
  public var kind: Kind

  /// `mpirun` on this machine unless told otherwise.
  public init(kind: Kind = .local) {
    self.kind = kind
  }
}
