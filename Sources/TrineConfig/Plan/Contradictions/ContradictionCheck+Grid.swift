// SPDX-License-Identifier: MIT

import TrineCore

// How the ranks of model-parallel training are arranged.
extension ContradictionCheck {
  /// Checks the section `grid`.
  func grid() {
    guard let grid = plan.grid else { return }
    guard agrees(grid) else { return }
    report(
      ["grid", "ranks"],
      if: grid.ranks != plan.ranks,
      "'grid' is \(grid.text), which is \(count(grid.ranks, "rank")), and 'ranks' is \(plan.ranks)",
      fix: "use ranks: \(grid.ranks), or a grid whose product is \(plan.ranks)"
    )
    report(
      ["train.batch", "grid"],
      if: plan.train.batch < grid.data,
      "'train.batch' is \(plan.train.batch) and 'grid.data' is \(grid.data); "
        + "each replica needs a sample of every batch",
      fix: "use a batch of \(grid.data) or more, or fewer replicas"
    )
  }

  private func agrees(_ grid: GridPlan) -> Bool {
    let isParallel = plan.mode == .sync || plan.mode == .async
    report(
      ["grid", "mode"],
      if: isParallel,
      "'grid' is given and 'mode' is \(plan.mode.rawValue), in which every rank has the whole model",
      fix: "leave out grid, or use mode: \(grid.mode.rawValue)"
    )
    report(
      ["mode", "grid"],
      if: !isParallel && grid.mode != plan.mode,
      "'mode' is \(plan.mode.rawValue), but 'grid' is \(grid.text)",
      fix:
        "leave out mode, or write grid: {data: \(grid.data), \(plan.mode.rawValue): \(grid.model)}"
    )
    return grid.mode == plan.mode
  }

  /// `1 rank`, `2 ranks`.
  func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
