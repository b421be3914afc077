// SPDX-License-Identifier: MIT

import TrineCore

// Parameter servers and workers.
extension ContradictionCheck {
  /// Checks the section `async`.
  func async(_ async: AsyncPlan) {
    let keys: [DottedKey] = ["async.servers", "ranks", "async.placement"]
    let servers = "'async.servers' is \(async.servers) and 'ranks' is \(plan.ranks)"
    let isDedicated = async.placement == .dedicated
    report(
      keys,
      if: isDedicated && async.servers >= plan.ranks,
      "\(servers); dedicated servers leave no rank to compute",
      fix: "use \(async.servers + 1) ranks or more"
        + (plan.ranks > 1 ? ", or servers: \(plan.ranks - 1)" : ", or placement: colocated")
    )
    report(
      keys,
      if: !isDedicated && async.servers > plan.ranks,
      "\(servers); a rank has one server at most",
      fix: "use servers: \(plan.ranks) or fewer, or more ranks"
    )
    exclude(
      Choice("async.tolerateWorkerLoss", "true", if: async.tolerateWorkerLoss),
      Choice("async.placement", async.placement.rawValue, if: !isDedicated),
      because: "a worker that dies would take its server along",
      fix: "use placement: dedicated, or leave out tolerateWorkerLoss"
    )
  }
}
