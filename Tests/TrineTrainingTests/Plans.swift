// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// A small run on synthetic samples.
  static func small(
    ranks: Int = 1,
    seed: Int = 7,
    data: DataPlan = .blobs(),
    layers: [Int] = [5, 7, 3],
    activation: ModelPlan.Activation = .relu,
    epochs: Int = 3,
    batch: Int = 13,
    optimizer: OptimizerPlan = OptimizerPlan(momentum: 0.9),
    learningRate: Double = 0.05
  ) -> RunPlan {
    RunPlan(
      name: "small",
      ranks: ranks,
      seed: seed,
      data: data,
      model: ModelPlan(layers: layers, activation: activation),
      train: TrainPlan(
        epochs: epochs,
        batch: batch,
        optimizer: optimizer,
        learningRate: LearningRatePlan(base: learningRate)
      )
    )
  }
}

extension DataPlan {
  static func blobs(
    samples: Int = 61,
    features: Int = 5,
    classes: Int = 3,
    validation: Double = 0.2
  ) -> DataPlan {
    DataPlan(
      format: .synthetic,
      kind: .blobs,
      samples: samples,
      features: features,
      classes: classes,
      noise: 2,
      validation: validation
    )
  }

  static func spirals(samples: Int, classes: Int = 2) -> DataPlan {
    DataPlan(
      format: .synthetic,
      kind: .spirals,
      samples: samples,
      features: 2,
      classes: classes,
      noise: 0.05,
      validation: 0
    )
  }
}

/// Whether two numbers are the same within rounding; a NaN is like nothing.
func isClose(_ a: Double, _ b: Double, atol: Double = 1e-5, rtol: Double = 1e-4) -> Bool {
  abs(a - b) <= atol + rtol * abs(b)
}

/// Whether all numbers are, in pairs.
func areClose(_ a: [Double], _ b: [Double], atol: Double = 1e-5, rtol: Double = 1e-4) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, atol: atol, rtol: rtol) }
}
