// SPDX-License-Identifier: MIT

import TrineCore

/// The plans of a sweep, each once.
///
/// Where a swept key belongs to one choice of another key alone, points that make another choice come
/// to the same plan: `compression: [none, topk]` with `topShare: [0.1, 0.5]` are four points, and
/// three plans.
struct PlansOnce {
  /// The plans, in the order of their first points.
  private(set) var plans: [RunPlan] = []
  /// How many points came to a plan that was there already.
  private(set) var repetitions = 0

  init(_ points: [RunPlan]) {
    var seen: Set<RunPlan> = []
    for plan in points {
      if seen.insert(plan).inserted { plans.append(plan) } else { repetitions += 1 }
    }
  }

  /// What a person should know; `nil` when every point has a plan of its own.
  var note: String? {
    guard repetitions > 0 else { return nil }
    let points = (plans.count + repetitions).counted("point")
    let come = repetitions == 1 ? "one comes" : "\(repetitions) come"
    return "of the sweep's \(points) \(come) to the same plan as another; each plan is run once"
  }
}
