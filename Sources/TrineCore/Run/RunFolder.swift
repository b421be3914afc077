// SPDX-License-Identifier: MIT

/// Where everything of one run lies.
///
/// Paths only: nothing is read or made here.
public struct RunFolder: Hashable, Sendable {
  /// The folder's absolute path.
  public let path: String

  /// Names a run's folder.
  public init(_ path: String) {
    self.path = path
  }

  /// The resolved, checked plan; the ranks read nothing else.
  public var plan: String { "\(path)/plan.json" }
  /// What the run was started from: commit, host, versions, command line.
  public var environment: String { "\(path)/environment.json" }
  /// What became of the run: one `RunTransition` a line, written by its supervisor.
  public var supervisorEvents: String { "\(path)/supervisor.events.jsonl" }
  /// What `mpirun` itself printed.
  public var launcherLog: String { "\(path)/launcher.log" }
  /// The folder of checkpoints.
  public var checkpoints: String { "\(path)/checkpoints" }

  /// A rank's event file.
  public func events(rank: Int) -> String { "\(path)/rank-\(rank).events.jsonl" }
  /// A rank's timeline: one `TraceSpan` a line.
  public func trace(rank: Int) -> String { "\(path)/rank-\(rank).trace.jsonl" }
  /// A rank's standard output and error.
  public func log(rank: Int) -> String { "\(path)/rank-\(rank).log" }

  /// One of a checkpoint's files, relative to the folder: its parameters, unless told otherwise.
  ///
  /// Steps have six digits or more.
  public static func checkpoint(step: Int, _ suffix: String = "safetensors") -> String {
    let digits = String(repeating: "0", count: max(0, 6 - "\(step)".count)) + "\(step)"
    return "checkpoints/step-\(digits).\(suffix)"
  }
}
