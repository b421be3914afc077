// SPDX-License-Identifier: MIT

import TrineCore

extension RandomPlan {
  /// Any data set, with samples enough for every rank.
  mutating func data() -> DataPlan {
    var data = DataPlan(
      format: any(DataPlan.Format.allCases) ?? .idx,
      validation: number(0.01..<0.5),
      limit: maybe { $0.whole(50...100_000) }
    )
    data.path = data.format == .synthetic ? nil : text()
    switch data.format {
    case .idx: break
    case .csv:
      data.test = text()
      data.label = maybe { $0.text() }
    case .libsvm:
      data.test = text()
      data.features = maybe { $0.whole(1...999) }
    case .npy:
      data.labels = text()
      data.test = text()
      data.testLabels = text()
    case .synthetic:
      data.kind = .blobs
      data.samples = whole(1000...100_000)
      data.features = whole(1...9)
      data.classes = whole(2...9)
      data.noise = number(0..<3)
    }
    return data
  }

  /// Any training, with a batch that has samples for every slice.
  mutating func train() -> TrainPlan {
    let metrics = ["train/loss", "validation/accuracy", "test/loss"]
    return TrainPlan(
      epochs: whole(0...50),
      batch: whole(500...900),
      shuffle: flag(),
      optimizer: optimizer(),
      learningRate: learningRate(),
      evaluateEvery: interval(),
      checkpointEvery: maybe { $0.interval() },
      earlyStopping: maybe {
        EarlyStoppingPlan(
          metric: $0.any(metrics) ?? metrics[0],
          patience: $0.whole(1...9),
          minimumChange: $0.number(0..<1)
        )
      }
    )
  }

  private mutating func optimizer() -> OptimizerPlan {
    let weightDecay = number(0..<1) * 1e-7
    return flag()
      ? OptimizerPlan(momentum: number(0.1..<1), nesterov: flag(), weightDecay: weightDecay)
      : OptimizerPlan(
        kind: .adam,
        beta1: number(0..<1),
        beta2: number(0..<1),
        epsilon: number(1e-12..<1e-3),
        weightDecay: weightDecay
      )
  }

  private mutating func learningRate() -> LearningRatePlan {
    var rate = LearningRatePlan(
      base: number(1e-9..<10),
      warmupEpochs: number(0..<3),
      schedule: any(LearningRatePlan.Schedule.allCases) ?? .constant
    )
    switch rate.schedule {
    case .constant: break
    case .step:
      rate.factor = number(0.01..<1)
      rate.everyEpochs = number(0.1..<9)
    case .cosine: rate.end = rate.base * number(0..<0.9)
    case .polynomial:
      rate.power = number(0.1..<9)
      rate.end = rate.base * number(0..<0.9)
    }
    return rate
  }

  /// A section `sync` in one of the ways that go together.
  mutating func sync(_ ranks: Int) -> SyncPlan {
    let allreduce = any(SyncPlan.Allreduce.allCases) ?? .auto
    switch whole(0...5) {
    case 0:
      return SyncPlan(averageEvery: whole(1...9), average: .parameters, allreduce: allreduce)
    case 1: return SyncPlan(doubleBuffering: true, allreduce: any([.auto, .flat]) ?? .auto)
    case 2: return SyncPlan(backupWorkers: whole(0...(ranks - 1)))
    case 3: return SyncPlan(allreduce: .flat, bucket: whole(1...99_999_999))
    case 4:
      return SyncPlan(
        gradientAccumulation: whole(1...9),
        compression: .topk,
        topShare: number(1e-9..<1)
      )
    default: return SyncPlan(gradientAccumulation: whole(1...9), allreduce: allreduce)
    }
  }

  /// A section `async` for some ranks.
  mutating func async(_ ranks: Int) -> AsyncPlan {
    let isDedicated = ranks > 1 && flag()
    return AsyncPlan(
      servers: whole(1...(isDedicated ? ranks - 1 : ranks)),
      placement: isDedicated ? .dedicated : .colocated,
      pullEvery: whole(1...9),
      pushEvery: whole(1...9),
      staleness: AsyncPlan.Staleness(
        scaleLearningRate: flag(),
        dropAbove: maybe { $0.whole(0...9) },
        bound: maybe { $0.whole(0...9) }
      ),
      tolerateWorkerLoss: isDedicated && flag()
    )
  }

  /// A grid with as many parts as any model has layers.
  mutating func grid(_ mode: RunPlan.Mode) -> GridPlan {
    mode == .tensor
      ? GridPlan(data: whole(1...9), tensor: whole(1...9))
      : GridPlan(data: whole(1...9), pipeline: whole(1...2))
  }

  /// Splits in which columns come before rows.
  mutating func split(_ count: Int) -> [TensorPlan.Split] {
    var split: [TensorPlan.Split] = flag() ? [.row] : []
    while split.count < count {
      split += count - split.count > 1 && flag() ? [.column, .row] : [.replicated]
    }
    return split
  }

  /// Faults of ranks that are there.
  mutating func faults(_ ranks: Int) -> FaultsPlan {
    var delay = FaultsPlan.Delay(
      rank: whole(0...(ranks - 1)),
      milliseconds: number(0.001..<99),
      distribution: any(FaultsPlan.Delay.Distribution.allCases) ?? .constant
    )
    if delay.distribution == .periodic { delay.every = whole(1...99) }
    let kill = FaultsPlan.Kill(rank: whole(0...(ranks - 1)), step: whole(1...9999))
    return flag() ? FaultsPlan(delay: delay, kill: maybe { _ in kill }) : FaultsPlan(kill: kill)
  }
}
