// SPDX-License-Identifier: MIT

/// What a rank's time is counted for.
enum Phase: Int, CaseIterable {
  /// Getting samples to where they are worked on.
  case data
  /// Computing.
  case compute
  /// Moving or adding up what other ranks have.
  case communicate
  /// Being ready before others are.
  case wait
  /// Everything else: evaluation, checkpoints.
  case idle
}

/// What a rank is doing, to which a number may belong, such as that of a layer.
enum Activity: Int {
  case starting, readingData
  case gatheringBatch, forward, backward, loss, update
  case allreduceGradients, waitForRanks
  case evaluating, checkpoint, finished

  var phase: Phase {
    switch self {
    case .gatheringBatch: .data
    case .forward, .backward, .loss, .update: .compute
    case .allreduceGradients: .communicate
    case .waitForRanks: .wait
    case .starting, .readingData, .evaluating, .checkpoint, .finished: .idle
    }
  }

  /// In words; layers are counted from 1.
  func name(_ index: Int) -> String {
    switch self {
    case .starting: "starting"
    case .readingData: "reading data"
    case .gatheringBatch: "gathering a batch"
    case .forward: "forward of layer \(index + 1)"
    case .backward: "backward of layer \(index + 1)"
    case .loss: "loss"
    case .update: "update of the parameters"
    case .allreduceGradients: "allreduce of gradients"
    case .waitForRanks: "wait for the other ranks"
    case .evaluating: "evaluation"
    case .checkpoint: "checkpoint"
    case .finished: "finished"
    }
  }
}
