// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// Whether a machine can hold what its ranks need at least.
struct MemoryCheck {
  /// Bytes of one copy of parameters, gradients and optimizer state, whatever the mode makes of
  /// them; a double, since the product of two widths may be larger than any integer.
  let needed: Double
  /// Bytes of memory that this machine has.
  let available: Double

  init(_ plan: RunPlan) {
    let widths = plan.model.layers.map(Double.init)
    let parameters = zip(widths, widths.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    let optimizer = plan.train.optimizer
    let states = optimizer.kind == .adam ? 2.0 : optimizer.momentum == 0 ? 0 : 1
    // With momentum, gradients may go straight into the velocity.
    let copies = 1 + max(1, states)
    needed = copies * parameters * Double(MemoryLayout<Float>.stride)
    available = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Throws when ranks on this machine alone could not even begin.
  func check() throws {
    guard needed <= available else { throw Diagnostic.tooLarge(self) }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func tooLarge(_ memory: MemoryCheck) -> Diagnostic {
    let (needed, available) = (memory.needed / 1e9, memory.available / 1e9)
    return Diagnostic(
      .badData,
      "parameters, gradients and optimizer state of 'model.layers' take \(needed.fixed(1)) GB, and "
        + "this machine has \(available.fixed(1)) GB of memory",
      fix: "use narrower layers; mode: tensor shares them among the ranks of several machines"
    )
  }
}
