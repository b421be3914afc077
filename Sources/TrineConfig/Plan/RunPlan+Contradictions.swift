// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// Reports values that are right on their own and wrong together.
  ///
  /// A value that has a problem of its own is left out. What depends on a file's samples is
  /// checked by the ranks, which read it.
  func reportContradictions(in root: ConfigNode, problems: Problems) {
    let check = ContradictionCheck(plan: self, root: root, problems: problems)
    check.batch()
    guard data.format == .synthetic, problems.areSound("data.format", "data.kind") else { return }
    check.samples()
    check.inputs()
    check.classes()
  }
}

private struct ContradictionCheck {
  let plan: RunPlan
  let root: ConfigNode
  let problems: Problems

  func batch() {
    guard problems.areSound("ranks", "train.batch"), plan.train.batch < plan.ranks else { return }
    problems.add(.batchBelowRanks(plan, at: place("train.batch", or: "ranks")))
  }

  func samples() {
    guard problems.areSound("ranks", "data.samples", "data.validation"),
      let samples = plan.data.samples
    else { return }
    let training = samples - Int(Double(samples) * plan.data.validation)
    guard plan.ranks > training else { return }
    problems.add(
      .moreRanksThanSamples(plan.ranks, training, at: place("ranks", or: "data.samples"))
    )
  }

  func inputs() {
    guard problems.areSound("model.layers", "data.features"),
      let features = plan.data.features, let first = plan.model.layers.first, first != features
    else { return }
    let location = root.node(at: "model.layers")?.elements?.first?.location
    problems.add(.wrongInputs(plan.model.layers, features, at: location))
  }

  func classes() {
    guard problems.areSound("model.layers", "data.classes"),
      let classes = plan.data.classes, let last = plan.model.layers.last, last < classes
    else { return }
    let location = root.node(at: "model.layers")?.elements?.last?.location
    problems.add(.tooFewOutputs(plan.model.layers, classes, at: location))
  }

  /// Where the first key stands, or the second where the first has its default.
  private func place(_ first: DottedKey, or second: DottedKey) -> SourceLocation {
    root.location(of: root.node(at: first) == nil ? second : first)
  }
}

extension DottedKey: ExpressibleByStringLiteral {
  init(stringLiteral text: String) {
    self.init(text)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func batchBelowRanks(_ plan: RunPlan, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "'train.batch' is \(plan.train.batch) and 'ranks' is \(plan.ranks); "
        + "each rank needs a sample of every batch",
      fix: "use a batch of \(plan.ranks) or more, or fewer ranks"
    )
  }

  fileprivate static func moreRanksThanSamples(
    _ ranks: Int,
    _ samples: Int,
    at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      at: place,
      "'ranks' is \(ranks), but there \(samples == 1 ? "is 1 training sample" : "are \(samples) training samples")",
      fix: "use more samples, or at most as many ranks as there are"
    )
  }

  fileprivate static func wrongInputs(
    _ layers: [Int],
    _ features: Int,
    at place: SourceLocation?
  ) -> Diagnostic {
    let fixed = [features] + layers.dropFirst()
    return Diagnostic(
      at: place,
      "'model.layers' begins with \(layers[0]), but a sample has \(features) values (data.features)",
      fix: "use layers: \(fixed)"
    )
  }

  fileprivate static func tooFewOutputs(
    _ layers: [Int],
    _ classes: Int,
    at place: SourceLocation?
  ) -> Diagnostic {
    let fixed = layers.dropLast() + [classes]
    return Diagnostic(
      at: place,
      "'model.layers' ends with \(layers.last ?? 0), but there are \(classes) classes (data.classes)",
      fix: "use layers: \(Array(fixed))"
    )
  }
}
