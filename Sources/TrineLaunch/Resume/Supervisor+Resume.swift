// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore

extension Supervisor {
  /// Goes on with a run that had ended, in the same folder, to its end.
  /// - Parameters:
  ///   - resumption: How it goes on; its plan was checked (`check(_:)`).
  ///   - stop: Hears when a person asks Trine to stop.
  ///   - report: Hears of the progress, from one task at a time.
  /// - Returns: how the run ended this time.
  /// - Throws: a `Diagnostic` when it could not be resumed; then nothing was changed.
  public func resume(
    _ resumption: Resumption,
    stop: StopRequest,
    report: @escaping @Sendable (RunProgress) -> Void
  ) async throws -> RunReport {
    let folder = RunFolder(workspace.path(resumption.run.folder))
    let lock = RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    var run = try RunReader.run(resumption.run.id, in: workspace)
    // Another command may have been faster.
    guard lock != nil, run.status.isFinal else {
      // Or it was killed before the catalog had heard, which then would not look at it again.
      if !run.status.isFinal { try catalog.save(run) }
      run.status = .running
      throw Diagnostic.stillRunning(run)
    }
    try resumption.writePlan(to: folder)
    // A rank may have been killed, or its disk been full, in the middle of a line.
    for rank in 0..<resumption.plan.ranks { try LastLine.end(folder.events(rank: rank)) }
    run = try RunReader.run(resumption.run.id, in: workspace)
    return try await launch(
      run,
      resumption.plan,
      folder,
      from: resumption.checkpoint,
      stop: stop,
      report: report
    )
  }
}
