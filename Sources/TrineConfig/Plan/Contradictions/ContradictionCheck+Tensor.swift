// SPDX-License-Identifier: MIT

import TrineCore

// How layers are split.
extension ContradictionCheck {
  /// Checks the section `tensor`.
  func tensor(_ tensor: TensorPlan) {
    guard let split = tensor.split, areSound(["tensor.split", "model.layers"]) else { return }
    let matrices = plan.model.layers.count - 1
    report(
      ["tensor.split"],
      if: split.count != matrices,
      "'tensor.split' has \(count(split.count, "split")), but 'model.layers' makes "
        + "\(count(matrices, "layer"))",
      fix: "write one for each layer, or split: auto"
    )
    guard split.count == matrices else { return }
    for index in split.indices {
      follow(split, index)
    }
  }

  private func follow(_ split: [TensorPlan.Split], _ index: Int) {
    let isLast = index == split.count - 1
    if split[index] == .column, isLast || split[index + 1] != .row {
      add(
        index,
        isLast
          ? "'tensor.split' ends with column, which leaves each rank a part of the outputs"
          : "'tensor.split' has \(split[index + 1].rawValue) after column; "
            + "only row takes the parts that column leaves",
        fix: isLast ? "end with row or replicated" : "write row after column"
      )
    }
    if split[index] == .row, index > 0, split[index - 1] != .column {
      add(
        index,
        "'tensor.split' has row after \(split[index - 1].rawValue); "
          + "row takes the parts that column leaves, or those of the samples",
        fix: "write column before row, or replicated instead of it"
      )
    }
  }

  private func add(_ index: Int, _ message: String, fix: String) {
    let location = root.node(at: "tensor.split")?.elements?[index].location
    problems.add(Diagnostic(at: location ?? place(["tensor.split"]), message, fix: fix))
  }
}
