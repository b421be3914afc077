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
  /// Samples to learn from, without those set aside.
  let training: Int

  /// Finds out about a plan's data, reading no more than it must: of arrays headers and classes, of
  /// text everything, since only that tells what it holds.
  init(_ plan: DataPlan, seed: Int, shards: Int = 1) throws {
    let source = try DataSource(plan, seed: seed, isKept: false) {}
    let size = try source.size()
    name = plan.path ?? "the synthetic set"
    (features, classes) = (size.features, size.classes)
    let held = DataSplits.validationTotal(
      of: size.samples,
      share: plan.validation,
      shards: plan.isSharded ? shards : 1
    )
    training = size.samples - held
  }

  /// What is known of sets that have been read.
  init(_ splits: DataSplits, of plan: DataPlan) {
    name = plan.path ?? "the synthetic set"
    features = splits.trainingSet.featureCount
    classes = max(splits.trainingSet.classCount, splits.testSet?.classCount ?? 0)
    training = splits.trainingTotal
  }

  /// Throws what does not fit the data.
  func check(_ plan: RunPlan) throws {
    guard plan.model.layers.count >= 2 else { throw Diagnostic.fewLayers(plan.model.layers) }
    if plan.model.layers.first != features {
      throw Diagnostic.wrongInputs(plan.model.layers, self)
    }
    if let last = plan.model.layers.last, last < classes {
      throw Diagnostic.fewOutputs(plan.model.layers, self)
    }
    if plan.ranks > training { throw Diagnostic.ranksAboveSamples(plan.ranks, self) }
    if plan.ranks > plan.train.batch {
      throw Diagnostic.ranksAboveBatch(plan.ranks, plan.train.batch)
    }
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

  fileprivate static func ranksAboveSamples(_ ranks: Int, _ facts: DataFacts) -> Diagnostic {
    Diagnostic(
      .badData,
      "'ranks' is \(ranks), but \(facts.name) has \(facts.training.grouped) training "
        + "sample\(facts.training == 1 ? "" : "s") once those for validation are set aside",
      fix: "use at most as many ranks as there are samples"
    )
  }

  fileprivate static func ranksAboveBatch(_ ranks: Int, _ batch: Int) -> Diagnostic {
    Diagnostic(
      .badData,
      "'train.batch' is \(batch) and 'ranks' is \(ranks); each rank needs a sample of every batch",
      fix: "use a batch of \(ranks) or more, or fewer ranks"
    )
  }
}
