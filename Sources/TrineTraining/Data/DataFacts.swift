// SPDX-License-Identifier: MIT

import TrineCore

/// What must be known of a plan's data to tell whether the rest of the plan fits it.
struct DataFacts: Hashable {
  /// What a person calls the data.
  let name: String
  /// Values a sample.
  let features: Int
  /// One more than the largest class.
  let classes: Int
  /// Samples to learn from, with those that are set aside.
  let samples: Int
  /// Samples to test with.
  let tests: Int
  private let format: DataPlan.Format
  /// The share that is set aside.
  let validation: Double
  private let isSharded: Bool

  /// Finds out about a plan's data, reading no more than it must: of arrays headers and classes, of
  /// text everything, since only that tells what it holds.
  init(_ plan: DataPlan, seed: Int) throws {
    let source = try DataSource(plan, seed: seed, isKept: false) {}
    self.init(plan, try source.size())
  }

  /// What is known of sets that have been read.
  init(_ splits: DataSplits, of plan: DataPlan) {
    let classes = max(splits.trainingSet.classCount, splits.testSet?.classCount ?? 0)
    let size = DataSource.Size(
      splits.trainingSet.featureCount,
      classes,
      samples: splits.trainingTotal + splits.validationTotal,
      tests: splits.testTotal
    )
    self.init(plan, size)
  }

  private init(_ plan: DataPlan, _ size: DataSource.Size) {
    name = plan.path ?? "the synthetic set"
    (features, classes) = (size.features, size.classes)
    (samples, tests) = (size.samples, size.tests)
    (format, validation, isSharded) = (plan.format, plan.validation, plan.isSharded)
  }

  /// Bytes of one copy of all samples in memory, at least; a double, since there may be more than any
  /// integer holds.
  var byteCount: Double {
    let value =
      switch format {
      case .csv, .synthetic: Double(MemoryLayout<Float>.stride)
      case .idx, .npy: 1.0
      case .libsvm: 0.0
      }
    // A class, and twice the place in an order.
    let own = Double(MemoryLayout<Int32>.stride + 2 * MemoryLayout<Int>.stride)
    let rows = Double(samples + tests) * (Double(features) * value + own)
    // Blobs have a centre each.
    let centres = Double(classes) * Double(features) * Double(MemoryLayout<Double>.stride)
    return rows + (format == .synthetic ? centres : 0)
  }

  /// Throws what does not fit the data.
  func check(_ plan: RunPlan) throws {
    guard plan.model.layers.count >= 2 else { throw Diagnostic.fewLayers(plan.model.layers) }
    guard features > 0, samples > 0 else { throw Diagnostic.nothing(self) }
    if plan.model.layers.first != features {
      throw Diagnostic.wrongInputs(plan.model.layers, self)
    }
    if let last = plan.model.layers.last, last < classes {
      throw Diagnostic.fewOutputs(plan.model.layers, self)
    }
    let learners = Learners(plan)
    let training = trainingCount(shards: isSharded ? learners.count : 1)
    if learners.count > training { throw Diagnostic.fewSamples(training, learners, self) }
    if learners.shareBatches, learners.count > plan.train.batch {
      throw Diagnostic.smallBatch(plan.train.batch, learners)
    }
    if let rule = plan.train.earlyStopping {
      let heldOut = ["validation": samples - training, "test": tests]
      let set = rule.metric.split(separator: "/").first.map(String.init) ?? ""
      if heldOut[set] == 0 { throw Diagnostic.nothingToWatch(rule.metric, set, self) }
    }
  }

  private func trainingCount(shards: Int) -> Int {
    samples - DataSplits.validationTotal(of: samples, share: validation, shards: shards)
  }
}

/// The ranks, or groups of ranks, of a plan that learn from different samples.
private struct Learners {
  let count: Int
  let noun: String
  /// Why there are so many.
  let cause: String
  /// Whether a batch is split over them.
  let shareBatches: Bool

  init(_ plan: RunPlan) {
    switch plan.mode {
    case .sync:
      (count, noun, cause) = (plan.ranks, "rank", "'ranks' is \(plan.ranks)")
    case .async:
      let servers = plan.async?.placement == .dedicated ? plan.async?.servers ?? 0 : 0
      (count, noun) = (plan.ranks - servers, "worker")
      cause = "there are \(count) workers"
    case .tensor, .pipeline:
      (count, noun) = (plan.grid?.data ?? 1, "replica")
      cause = "'grid.data' is \(count)"
    }
    shareBatches = plan.mode != .async
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func fewLayers(_ layers: [Int]) -> Diagnostic {
    Diagnostic(
      .badData,
      "'model.layers' is \(layers); a model has at least its inputs and its classes",
      fix: "write for example layers: [784, 512, 10]"
    )
  }

  fileprivate static func wrongInputs(_ layers: [Int], _ facts: DataFacts) -> Diagnostic {
    Diagnostic(
      .badData,
      "'model.layers' begins with \(layers[0]), but a sample of \(facts.name) has "
        + "\(facts.features) values",
      fix: "use layers: \([facts.features] + layers.dropFirst())"
    )
  }

  fileprivate static func fewOutputs(_ layers: [Int], _ facts: DataFacts) -> Diagnostic {
    Diagnostic(
      .badData,
      "'model.layers' ends with \(layers[layers.count - 1]), but \(facts.name) has "
        + "\(facts.classes) classes",
      fix: "use layers: \(layers.dropLast() + [facts.classes])"
    )
  }

  fileprivate static func nothing(_ facts: DataFacts) -> Diagnostic {
    Diagnostic(
      .badData,
      facts.samples == 0
        ? "\(facts.name) has no training samples" : "the samples of \(facts.name) have no values",
      fix: "give at least one sample with one value"
    )
  }

  fileprivate static func fewSamples(
    _ training: Int,
    _ learners: Learners,
    _ facts: DataFacts
  ) -> Diagnostic {
    Diagnostic(
      .badData,
      "\(learners.cause), but \(facts.name) has \(training.counted("training sample")) "
        + "once those for validation are set aside",
      fix: "use at most as many \(learners.noun)s as there are samples"
    )
  }

  fileprivate static func nothingToWatch(
    _ metric: String,
    _ set: String,
    _ facts: DataFacts
  ) -> Diagnostic {
    let isTest = set == "test"
    return Diagnostic(
      .badData,
      "'train.earlyStopping.metric' is \(metric), but "
        + (isTest
          ? "\(facts.name) has no test samples"
          : "of the \(facts.samples.counted("sample")) of \(facts.name) a 'data.validation' of "
            + "\(facts.validation) sets none aside"),
      fix: isTest
        ? "give it test samples, or watch train/loss"
        : "use a larger validation, or watch train/loss"
    )
  }

  fileprivate static func smallBatch(_ batch: Int, _ learners: Learners) -> Diagnostic {
    Diagnostic(
      .badData,
      "'train.batch' is \(batch) and \(learners.cause); each \(learners.noun) needs a sample of "
        + "every batch",
      fix: "use a batch of \(learners.count) or more, or fewer \(learners.noun)s"
    )
  }
}
