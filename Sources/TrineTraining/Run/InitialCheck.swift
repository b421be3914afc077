// SPDX-License-Identifier: MIT

import TrineCore

/// Whether the parameters that a plan begins with fit its model.
enum InitialCheck {
  /// Throws what is wrong with the file, before any rank is started.
  static func check(_ model: ModelPlan) throws {
    guard let path = model.initial else { return }
    do {
      try Safetensors.check(Network(model).namedTensors, in: path)
    } catch let problem as Diagnostic {
      throw Diagnostic.initial(problem)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func initial(_ problem: Diagnostic) -> Diagnostic {
    Diagnostic(
      .badData,
      at: problem.location,
      "'model.initial': \(problem.message)",
      fix: problem.fix?.replacing("'data.path'", with: "'model.initial'")
    )
  }
}
