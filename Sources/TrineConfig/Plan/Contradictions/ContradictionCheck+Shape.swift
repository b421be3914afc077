// SPDX-License-Identifier: MIT

import TrineCore

// Whether the model fits to the data.
extension ContradictionCheck {
  /// Checks the ends of `model.layers`, where the data's sizes are known.
  func shape() {
    guard areSound(["data.format", "data.kind"]) else { return }
    inputs()
    classes()
  }

  private func inputs() {
    guard areSound(["model.layers", "data.features"]), let features = plan.data.features,
      let first = plan.model.layers.first, first != features
    else { return }
    let location = root.node(at: "model.layers")?.elements?.first?.location
    problems.add(.wrongInputs(plan.model.layers, features, at: location))
  }

  private func classes() {
    guard areSound(["model.layers", "data.classes"]), let classes = plan.data.classes,
      let last = plan.model.layers.last, last < classes
    else { return }
    let location = root.node(at: "model.layers")?.elements?.last?.location
    problems.add(.tooFewOutputs(plan.model.layers, classes, at: location))
  }
}

// MARK: - Messages

extension Diagnostic {
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
