// SPDX-License-Identifier: MIT

import CZlib
public import TrineCore
import TrineKernels
import TrineMPI

/// What can be said about a plan before any rank is started.
public enum PlanCheck {
  /// Throws what only the data knows: files that are missing, cut short or of another format, and
  /// what in the plan does not fit them.
  public static func check(_ plan: RunPlan) throws {
    let facts = try DataFacts(plan.data, seed: plan.seed)
    try facts.check(plan)
    try MemoryCheck(plan, facts).check()
  }

  /// The libraries a rank links, by name, with their versions.
  public static var libraries: [String: String] {
    let zlib = unsafe zlibVersion().map { unsafe String(cString: $0) } ?? "unknown"
    return [
      "blas": "\(BLAS.library), kernels for \(BLAS.core)",
      "mpi": Communicator.library,
      "zlib": zlib,
    ]
  }
}
