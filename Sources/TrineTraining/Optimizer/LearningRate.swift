// SPDX-License-Identifier: MIT

import Glibc
public import TrineCore

/// The learning rate of every step.
public struct LearningRate: Sendable {
  private let plan: LearningRatePlan
  private let stepsPerEpoch: Int
  private let warmupSteps: Int
  private let steps: Int

  /// Spreads a plan over a run.
  public init(_ plan: LearningRatePlan, stepsPerEpoch: Int, epochs: Int) {
    self.plan = plan
    self.stepsPerEpoch = max(1, stepsPerEpoch)
    steps = stepsPerEpoch * epochs
    warmupSteps = Int((plan.warmupEpochs * Double(stepsPerEpoch)).rounded())
  }

  /// The rate of a step, counted from 0.
  ///
  /// In the warm-up it is `base (step + 1) / warmupSteps` (Goyal and others, 2017). What follows
  /// depends on the share of the remaining steps that is done, or on the epochs since the beginning.
  public func rate(step: Int) -> Double {
    guard step >= warmupSteps else {
      return plan.base * Double(step + 1) / Double(warmupSteps)
    }
    let progress = min(1, Double(step - warmupSteps) / Double(max(1, steps - warmupSteps)))
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
