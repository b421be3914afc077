// SPDX-License-Identifier: MIT

public import TrineCore

/// What a stage does with a microbatch.
public enum StageAction: Hashable, Sendable {
  /// Computes its values.
  case forward(Int)
  /// Computes its gradients.
  case backward(Int)

  /// Which microbatch it is.
  public var microbatch: Int {
    switch self {
    case .forward(let microbatch), .backward(let microbatch): microbatch
    }
  }
}

/// In which order a stage works on microbatches: forwards and backwards each in the order of numbers.
///
/// `gpipe` takes all forwards and then all backwards (Huang and others, "GPipe: Efficient Training of
/// Giant Neural Networks using Pipeline Parallelism", 2019). `1f1b` warms up with one forward for each
/// later stage, takes one forward and one backward in turn, and ends with the backwards that are left
/// (Narayanan and others, "Efficient Large-Scale Language Model Training on GPU Clusters Using
/// Megatron-LM", 2021, "PipeDream-Flush"). `1f1b-stashed` has the same order (Narayanan and others,
/// "PipeDream: Generalized Pipeline Parallelism for DNN Training", 2019).
///
/// A collection that holds no list: it may be walked in a step, which allocates nothing.
public struct StageSchedule: RandomAccessCollection, Sendable {
  /// Forwards before the first backward that are not followed by one.
  public let warmUp: Int
  /// How many microbatches there are.
  public let microbatches: Int

  /// The actions of stage `stage` of `stages`, counted from 0.
  public init(_ schedule: PipelinePlan.Schedule, stage: Int, of stages: Int, microbatches: Int) {
    self.microbatches = microbatches
    warmUp = schedule == .gpipe ? microbatches : Swift.min(stages - stage - 1, microbatches)
  }

  /// The most microbatches that have gone forwards and not yet backwards.
  public var inFlight: Int { Swift.min(warmUp + 1, microbatches) }

  /// 0.
  public var startIndex: Int { 0 }
  /// Two actions for each microbatch.
  public var endIndex: Int { 2 * microbatches }

  /// An action, in the order in which they are taken.
  public subscript(position: Int) -> StageAction {
    guard position >= warmUp else { return .forward(position) }
    let steady = position - warmUp
    guard steady < 2 * (microbatches - warmUp) else { return .backward(position - microbatches) }
    return steady.isMultiple(of: 2) ? .forward(warmUp + steady / 2) : .backward(steady / 2)
  }
}
