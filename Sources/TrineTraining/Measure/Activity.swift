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
  case gatheringBatch, forward, backward, loss, update, delay
  case allreduceGradients, allreduceParameters, allreduceActivations, compress
  case sendActivations, sendGradients
  case push, pull, serve
  case waitForRanks, waitForActivations, waitForGradients, waitForServer, waitForWorkers
  case summing, evaluating, checkpoint, writingTimeline, finished

  var phase: Phase {
    switch self {
    case .gatheringBatch: .data
    case .forward, .backward, .loss, .update, .delay: .compute
    case .allreduceGradients, .allreduceParameters, .allreduceActivations, .compress,
      .sendActivations, .sendGradients, .push, .pull, .serve:
      .communicate
    case .waitForRanks, .waitForActivations, .waitForGradients, .waitForServer, .waitForWorkers:
      .wait
    case .starting, .readingData, .summing, .evaluating, .checkpoint, .writingTimeline, .finished:
      .idle
    }
  }

  /// Whether a stage of a pipeline has nothing to do meanwhile.
  var isBubble: Bool { self == .waitForActivations || self == .waitForGradients }

  /// In words; layers and microbatches are counted from 1.
  func name(_ index: Int) -> String {
    switch self {
    case .starting: "starting"
    case .readingData: "reading data"
    case .gatheringBatch: "gathering a batch"
    case .forward: "forward of layer \(index + 1)"
    case .backward: "backward of layer \(index + 1)"
    case .loss: "loss"
    case .update: "update of the parameters"
    case .delay: "delay on purpose"
    case .allreduceGradients: "allreduce of gradients\(Self.layers(index))"
    case .allreduceParameters: "allreduce of parameters"
    case .allreduceActivations: "allreduce of activations"
    case .compress: "compression of gradients"
    case .sendActivations: "send of activations of microbatch \(index + 1)"
    case .sendGradients: "send of gradients of microbatch \(index + 1)"
    case .push: "push of a gradient"
    case .pull: "pull of parameters"
    case .serve: "serving parameters"
    case .waitForRanks: "wait for the other ranks"
    case .waitForActivations: "wait for activations of microbatch \(index + 1)"
    case .waitForGradients: "wait for gradients of microbatch \(index + 1)"
    case .waitForServer: "wait for the parameter server"
    case .waitForWorkers: "wait for slower workers"
    case .summing: "adding up what was measured"
    case .evaluating: "evaluation"
    case .checkpoint: "checkpoint"
    case .writingTimeline: "writing the timeline"
    case .finished: "finished"
    }
  }
}

// MARK: - Neighbouring layers

extension Activity {
  /// The number that goes with some neighbouring layers, from 0; 0 where there are too many to count.
  static func index(of layers: ClosedRange<Int>) -> Int {
    let (first, last) = (layers.lowerBound + 1, layers.upperBound + 1)
    return last < 1 << 16 ? first << 16 | last : 0
  }

  /// The layers of a number, counted from 1: ` of layers 2-3`, or nothing.
  private static func layers(_ index: Int) -> String {
    let (first, last) = (index >> 16, index & 0xFFFF)
    if index == 0 { return "" }
    return first == last ? " of layer \(first)" : " of layers \(first)-\(last)"
  }
}
