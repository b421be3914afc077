// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineReport

extension OpenWorkspace {
  /// The ids of the runs that a report names and that are not in this workspace, as in a fresh clone.
  func runsElsewhere(linkedIn report: String) throws -> [String] {
    let runs = try catalog.runIDs()
    return Set(WeeklyReport.runs(linkedIn: report)).subtracting(runs).map(\.description).sorted()
  }
}
