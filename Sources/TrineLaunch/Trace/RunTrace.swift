// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// The timeline of a run's first steps.
public enum RunTrace {
  /// The timelines of all ranks as one file for Perfetto or Chrome.
  /// - Parameters:
  ///   - run: The run.
  ///   - workspace: Whose run it is.
  ///   - steps: Only so many steps from the first that was traced.
  /// - Returns: the file's text.
  /// - Throws: a `Diagnostic` when no rank kept a timeline.
  public static func text(of run: Run, in workspace: Workspace, steps: Int? = nil) throws -> String
  {
    let folder = RunFolder(workspace.path(run.folder))
    var spans: [Int: [TraceSpan]] = [:]
    for rank in 0..<run.ranks {
      let own = EventReader<TraceSpan>.all(folder.trace(rank: rank))
      if !own.isEmpty { spans[rank] = own }
    }
    guard !spans.isEmpty else { throw Diagnostic.noTrace(run) }
    return try ChromeTrace(run: run.id.description, spans: spans, steps: steps).text
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTrace(_ run: Run) -> Diagnostic {
    let planned = run.config["traceSteps"]?.int
    let fix =
      planned == 0
      ? "its experiment has 'traceSteps: 0'; run it with traceSteps=20"
      : "a run keeps the timeline of its first 'traceSteps' steps; run the experiment again"
    return Diagnostic(.failure, "\(run.id) has kept no timeline", fix: fix)
  }
}
