// SPDX-License-Identifier: MIT

import TrineConfig
import TrineCore

/// What an experiment's file may say, for a plan that did not come from one.
enum PlanRules {
  /// Throws what in a plan contradicts itself.
  static func check(_ plan: RunPlan) throws {
    do {
      _ = try ExperimentReader.plans(
        file: "\(plan.name).yaml",
        text: PlanYAML.text(plan),
        overrides: []
      )
    } catch let problems as Diagnostics {
      // There is no such file: its lines would lead nowhere.
      throw Diagnostics(
        problems.list.map { Diagnostic($0.cause, $0.message, fix: $0.fix) }
      )
    }
  }
}
