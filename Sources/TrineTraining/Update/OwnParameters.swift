// SPDX-License-Identifier: MIT

import TrineKernels

/// An update whose parameters are this rank's own, in one arena.
protocol OwnParameters: GradientUpdate {
  /// All parameters of this rank.
  var parameters: ParameterArena { get set }
}

extension OwnParameters {
  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try body(&parameters)
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try body(parameters)
  }
}
