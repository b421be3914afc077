// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore

extension [RunTransition] {
  /// Seconds in which a run was at work, from each start to the end that follows.
  ///
  /// What lies between an end and the start that resumes the run is not its time. `nil` while it runs,
  /// or if it never started.
  var secondsAtWork: Double? {
    var seconds: Double?
    var start: Date?
    for transition in self {
      guard let date = Timestamp.date(transition.time) else { continue }
      if transition.status == .running {
        start = date
      } else if let begin = start, transition.status.isFinal {
        seconds = (seconds ?? 0) + Swift.max(0, date.timeIntervalSince(begin))
        start = nil
      }
    }
    return start == nil ? seconds : nil
  }
}

extension RunReader {
  /// Seconds in which a run was at work, without those between an end and its being resumed; `nil`
  /// while it runs, or if it never started.
  public static func secondsAtWork(_ run: Run, in workspace: Workspace) -> Double? {
    let folder = RunFolder(workspace.path(run.folder))
    return EventReader<RunTransition>.all(folder.supervisorEvents).secondsAtWork
  }
}
