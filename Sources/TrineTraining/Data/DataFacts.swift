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

  /// Finds out about a plan's data, reading no more than it must: of IDX files headers and labels.
  init(_ plan: DataPlan, seed: Int) throws {
    let samples: Int
    switch plan.format {
    case .idx:
      let folder = try IDXFolder(plan.requiredPath())
      let labels = try folder.training.classes {} + folder.test.classes {}
      name = try plan.requiredPath()
      features = folder.training.images.header.width
      classes = Int(labels.max() ?? -1) + 1
      samples = folder.training.images.header.count
    case .csv:
      let files = try CSVPair(plan) {}
      name = files.training.path
      features = files.training.dataset.featureCount
      classes = max(files.training.dataset.classCount, files.test?.dataset.classCount ?? 0)
      samples = files.training.dataset.count
    case .synthetic:
      let set = SyntheticSet(plan, seed: seed)
      name = "the synthetic set"
      features = set.features
      classes = set.classes
      samples = set.samples
    }
    training = samples - DataSplits.validationCount(of: samples, share: plan.validation)
  }

  /// What is known of sets that have been read.
  init(_ splits: DataSplits, of plan: DataPlan) {
    name = plan.path ?? "the synthetic set"
    features = splits.trainingSet.featureCount
    classes = max(splits.trainingSet.classCount, splits.testSet?.classCount ?? 0)
    training = splits.training.count
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
