// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineKernels
import TrineTraining

/// Trains as some ranks do that compress gradients, or that use them a step late, in one process: the
/// oracle for how gradients travel.
struct NaiveExchange {
  private(set) var trainer: NaiveTrainer
  private let plan: RunPlan
  private let rates: LearningRate
  private let splits: DataSplits
  /// What each rank has left out of its own gradients.
  private var residuals: [[Float]]
  /// What all ranks together have left out of sums.
  private var sumResidual: [Float]

  init(_ plan: RunPlan) throws {
    self.plan = plan
    splits = try DataSplits.load(plan.data, seed: plan.seed) {}
    trainer = NaiveTrainer(plan)
    let batch = plan.train.batch
    rates = LearningRate(
      plan.train.learningRate,
      stepsPerEpoch: (splits.training.count + batch - 1) / batch,
      epochs: plan.train.epochs
    )
    let zero = [Float](repeating: 0, count: Network(plan.model).parameterCount)
    residuals = Array(repeating: zero, count: plan.ranks)
    sumResidual = zero
  }

  /// The mean loss of each epoch; at its end no gradient is left unused.
  mutating func train() -> [Double] {
    var order = EpochOrder(splits.training, batch: plan.train.batch, seed: plan.seed)
    var step = 0
    return (1...plan.train.epochs).map { epoch in
      order.shuffle(epoch: epoch)
      var loss = 0.0
      var late: (gradients: [Double], rate: Double)?
      for batch in 0..<order.stepCount {
        let gradients = sum(order.order[order.positions(ofBatch: batch)], &loss)
        let rate = rates.rate(step: step)
        step += 1
        if plan.sync?.doubleBuffering == true {
          if let late { trainer.move(by: late.gradients, rate: late.rate) }
          late = (gradients, rate)
        } else {
          trainer.move(by: gradients, rate: rate)
        }
      }
      if let late { trainer.move(by: late.gradients, rate: late.rate) }
      return loss / Double(splits.training.count)
    }
  }

  /// The mean gradient of a batch, as all ranks get it.
  private mutating func sum(_ batch: ArraySlice<Int>, _ loss: inout Double) -> [Double] {
    let shares = (0..<plan.ranks).map { rank in
      let samples = batch[batch.indices.part(rank, of: plan.ranks)]
      let (gradients, share) = trainer.gradients(of: samples.map { splits.trainingSet.sample($0) })
      loss += share
      return gradients.map { Float($0 / Double(batch.count)) }
    }
    let sums =
      switch plan.ranks == 1 ? .none : plan.sync?.compression ?? .none {
      case .none: Self.add(shares)
      case .bf16: half(.bfloat16, shares)
      case .fp16: half(.float16, shares)
      case .topk: topK(shares)
      }
    return sums.map(Double.init)
  }

  private static func add(_ shares: [[Float]]) -> [Float] {
    shares.dropFirst().reduce(shares[0]) { sum, share in zip(sum, share).map { $0 + $1 } }
  }

  private mutating func half(_ format: HalfPrecision, _ shares: [[Float]]) -> [Float] {
    let rounded = shares.enumerated().map { rank, share in
      Self.round(share, format, &residuals[rank])
    }
    return Self.round(Self.add(rounded), format, &sumResidual)
  }

  private static func round(
    _ values: [Float],
    _ format: HalfPrecision,
    _ residual: inout [Float]
  ) -> [Float] {
    var codes = [UInt16](repeating: 0, count: values.count)
    var result = values
    var codeSpan = codes.mutableSpan
    var residualSpan = residual.mutableSpan
    format.encode(values.span, residual: &residualSpan, into: &codeSpan)
    var resultSpan = result.mutableSpan
    format.decode(codes.span, into: &resultSpan)
    return result
  }

  private mutating func topK(_ shares: [[Float]]) -> [Float] {
    let count = sumResidual.count
    let keep = max(1, Int(((plan.sync?.topShare ?? 1) * Double(count)).rounded()))
    let chosen = shares.enumerated().map { rank, share in
      let values = zip(share, residuals[rank]).map { $0 + $1 }
      let largest = values.indices.sorted { abs(values[$0]) > abs(values[$1]) }.prefix(keep)
      let result = values.indices.map { largest.contains($0) ? values[$0] : 0 }
      residuals[rank] = zip(values, result).map { $0 - $1 }
      return result
    }
    return Self.add(chosen)
  }
}

extension SyncPlan.Compression {
  /// How far parameters may be apart after some steps.
  ///
  /// A sum of floats in another order may round to the next code. Without error feedback they are
  /// twice as far apart and more.
  var rounding: Double {
    switch self {
    case .none, .topk: 1e-5
    case .bf16: 3e-4
    case .fp16: 4e-5
    }
  }
}
