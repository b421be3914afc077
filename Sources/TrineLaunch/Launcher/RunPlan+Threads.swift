// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// The BLAS threads of each rank on a machine with so many cores: its share of them, unless the
  /// plan says otherwise or its sums must be the same at any number of ranks.
  func threadCount(cores: Int) -> Int {
    deterministic == .strict ? 1 : threads ?? max(1, cores / ranks)
  }
}
