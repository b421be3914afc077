// SPDX-License-Identifier: MIT

import TrineKernels
import TrineMPI

/// A strategy of which each rank has a part of a replica of the model and an update of its parameters.
///
/// How it is evaluated and what of it is saved does not depend on how it takes its steps.
protocol ShardTraining: Strategy {
  var shard: any ModelShard { get }
  var update: any GradientUpdate { get }
  var grid: RankGrid { get }
  var feed: SampleFeed { get }
}

extension ShardTraining {
  var world: Communicator { grid.world }
  var network: Network { shard.network }
  var notes: [String] { shard.notes + update.notes + feed.notes }
  var byteCount: Int { update.byteCount }

  func editParameters(_ body: (inout ParameterArena) throws -> Void) throws {
    try update.editParameters(body)
  }

  func score(_ set: HeldOutSet) throws -> (SoftmaxCrossEntropy.Score, count: Int) {
    let score = try update.readParameters { parameters in
      try feed.score(set) { x, labels in
        try shard.score(x, labels, parameters: parameters)
      }
    }
    return (score, feed.count(set))
  }
}

// MARK: - Checkpoints

extension ShardTraining {
  var ownsParameters: Bool { grid.replica == 0 }

  var optimizerState: OptimizerState {
    get { OptimizerState(steps: update.optimizer.steps, names: update.optimizer.stateNames) }
    set { update.optimizer.steps = newValue.steps }
  }

  func readParameters(_ body: (borrowing ParameterArena) throws -> Void) throws {
    try update.readParameters(body)
  }

  func editState(_ body: (StatePart, inout ParameterArena) throws -> Void) throws {
    try update.editState(body)
  }
}

// MARK: - Error feedback

extension ShardTraining {
  var residualCount: Int { update.residualCount }

  func editResidual(_ body: (inout ParameterArena) throws -> Void) throws {
    try update.editResidual(body)
  }
}
