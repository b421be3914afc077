// SPDX-License-Identifier: MIT

import Glibc
public import TrineCore

/// The learning rate of every step.
public struct LearningRate: Sendable {
  private let plan: LearningRatePlan
  private let stepsPerEpoch: Int
  /// Whole, but maybe more than any integer.
  private let warmupSteps: Double
  private let steps: Int

  /// Spreads a plan over a run.
  public init(_ plan: LearningRatePlan, stepsPerEpoch: Int, epochs: Int) {
    self.plan = plan
    self.stepsPerEpoch = max(1, stepsPerEpoch)
    steps = stepsPerEpoch * epochs
    warmupSteps = (plan.warmupEpochs * Double(stepsPerEpoch)).rounded()
  }

  /// Spreads a plan's rates over the run.
  init(_ train: TrainPlan, stepsPerEpoch: Int) {
    self.init(train.learningRate, stepsPerEpoch: stepsPerEpoch, epochs: train.epochs)
  }

  /// The rate of a step, counted from 0.
  ///
  /// In the warm-up it is `base (step + 1) / warmupSteps` (Goyal and others, 2017). What follows
  /// depends on the share of the remaining steps that is done, or on the epochs since the beginning.
  public func rate(step: Int) -> Double {
    let done = Double(step) - warmupSteps
    guard done >= 0 else { return plan.base * Double(step + 1) / warmupSteps }
    let progress = min(1, done / max(1, Double(steps) - warmupSteps))
    switch plan.schedule {
    case .constant:
      return plan.base
    case .step:
      let epoch = Double(step) / Double(stepsPerEpoch)
      return plan.base * pow(plan.factor, (epoch / plan.everyEpochs).rounded(.down))
    case .cosine:
      return plan.end + (plan.base - plan.end) * (1 + cos(.pi * progress)) / 2
    case .polynomial:
      return plan.end + (plan.base - plan.end) * pow(1 - progress, plan.power)
    }
  }
}
