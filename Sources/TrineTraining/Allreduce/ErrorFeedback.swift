// SPDX-License-Identifier: MIT

import TrineKernels

/// Something that may keep what it leaves out of values, to add it to the next ones in their place.
///
/// What is kept is this rank's own, and belongs in a checkpoint.
protocol ErrorFeedback: AnyObject {
  /// Floats that are kept: one for each value and, where sums are rounded as well, some more; 0
  /// where nothing is left out.
  var residualCount: Int { get }

  /// Lends what is kept, to be written or to be read; the body is not called where there is nothing.
  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws
}

extension ErrorFeedback {
  var residualCount: Int { 0 }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {}
}
