// SPDX-License-Identifier: MIT

import TrineCore

/// What a plan may ask for that the ranks of this version cannot do.
///
/// A key that is read and does nothing would make a study wrong without a word, so a plan that
/// depends on one is refused before any rank starts.
struct PlanSupport {
  let plan: RunPlan

  /// Throws the first thing that is not there.
  func check() throws {
    for (key, isAsked) in asked where isAsked { throw Diagnostic.unsupported(key) }
  }

  private var asked: [(key: String, isAsked: Bool)] {
    let sync = plan.sync ?? SyncPlan()
    return [
      ("mode: \(plan.mode.rawValue)", plan.mode == .pipeline),
      ("deterministic: strict", plan.deterministic == .strict),
      ("sync.average: parameters", sync.average != .gradients),
      ("sync.doubleBuffering", sync.doubleBuffering),
      ("sync.backupWorkers", sync.backupWorkers > 0),
      ("sync.bucket", sync.bucket != nil),
      ("sync.compression: \(sync.compression.rawValue)", sync.compression != .none),
      ("wire", plan.wire != nil),
    ]
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unsupported(_ key: String) -> Diagnostic {
    Diagnostic(
      .badData,
      "'\(key)' is read, but the ranks of this version cannot do it yet",
      fix: "leave it out"
    )
  }
}
