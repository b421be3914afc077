// SPDX-License-Identifier: MIT

import TrineCore

extension TensorPlan {
  /// The word for columns and rows in turn.
  static let auto = "auto"

  /// Reads the section `tensor`.
  init(reading reader: SectionReader) {
    let auto = ConfigNode.Value.scalar(Self.auto, isQuoted: false)
    guard reader.isGiven("split"), reader.entry("split")?.value.value != auto else {
      self.init()
      return
    }
    let split = reader.list("split", of: "splits, or auto", example: "[column, row]") {
      node throws(ValueProblem) -> Split in try node.choice()
    }
    self.init(split: split)
  }
}
