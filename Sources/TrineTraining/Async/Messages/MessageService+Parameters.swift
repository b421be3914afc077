// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

// What a checkpoint keeps.
extension MessageService {
  /// All ranks have the same after a stretch.
  var ownsParameters: Bool { world.rank == 0 }

  var optimizerState: OptimizerState {
    get { OptimizerState(steps: optimizerSteps, names: stateNames) }
    set {
      optimizerSteps = newValue.steps
      server?.shard.optimizer.steps = newValue.steps
    }
  }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try body(&parameters)
    guard let shard = server?.shard else { return }
    parameters.read(shard.range) { values in
      shard.parameters.edit(shard.parameters.indices) { Vector.copy(values, into: &$0) }
    }
  }

  func readParameters<Result>(
    _ body: (borrowing ParameterArena) throws -> Result
  ) throws -> Result {
    try body(parameters)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    guard let optimizer = server?.shard.optimizer else { return }
    try optimizer.editParts(isOwned: true, body)
  }
}
