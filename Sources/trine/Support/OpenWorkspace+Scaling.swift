// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineLaunch
import TrineStatistics

extension OpenWorkspace {
  /// What more ranks brought a run, where its experiment has one to measure it against.
  func scaling(of run: Run) throws -> ScalingEfficiency? {
    let others = try catalog.runs(experiment: run.id.experiment)
    return ScalingEfficiency(of: run, among: others) { RunReader.threads($0, in: workspace) }
  }
}
