// SPDX-License-Identifier: MIT

import TrineCore

extension ModelPlan {
  /// Reads the section `model`.
  init(reading reader: SectionReader) {
    let usual = ModelPlan(layers: [])
    reader.require("layers", example: "layers: [784, 512, 10]")
    self.init(
      kind: reader.choice("kind", default: usual.kind),
      layers: Self.layers(reader),
      activation: reader.choice("activation", default: usual.activation),
      initial: reader.optionalText("initial")
    )
  }

  private static func layers(_ reader: SectionReader) -> [Int] {
    let layers = reader.list("layers", of: "whole numbers") { node throws(ValueProblem) in
      try node.whole(in: 1...SectionReader.largestCount)
    }
    guard let layers, let entry = reader.entry("layers") else { return [] }
    if layers.count < 2 {
      reader.problems.add(
        .tooFewLayers(layers, at: entry.value.location),
        about: reader.full("layers")
      )
    }
    return layers
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func tooFewLayers(_ layers: [Int], at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: location,
      "'model.layers' is \(layers); it must have two entries or more",
      fix: "write the values a sample, the hidden layers' widths and the classes: [784, 512, 10]"
    )
  }
}
