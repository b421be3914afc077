// SPDX-License-Identifier: MIT

/// Cuts layers into contiguous stages whose costs are as even as can be.
public enum StageCut {
  /// Cuts so that the dearest stage is as cheap as possible.
  ///
  /// Exact, by dynamic programming over the first layer of the last stages: O(stages·L²). Of cuts that
  /// are equally good it takes the earlier one.
  /// - Parameters:
  ///   - costs: What each layer costs.
  ///   - count: How many stages; each has at least a layer.
  /// - Returns: The layers of each stage.
  public static func stages(_ costs: [Int], count: Int) -> [Range<Int>] {
    precondition(count > 0 && count <= costs.count, "\(count) stages of \(costs.count) layers")
    var sums = [0]
    for cost in costs { sums.append(sums[sums.count - 1] + cost) }
    let cuts = cuts(sums, count)
    var stages: [Range<Int>] = []
    for rest in (1...count).reversed() {
      let start = stages.last?.upperBound ?? 0
      stages.append(start..<cuts[rest - 1][start])
    }
    return stages
  }

  /// For each number of stages and each first layer, where the first of these stages ends.
  private static func cuts(_ sums: [Int], _ count: Int) -> [[Int]] {
    let end = sums.count - 1
    // The dearest stage of the best cut of the layers from some layer on.
    var dearest = sums.map { sums[end] - $0 }
    var cuts = [[Int](repeating: end, count: end + 1)]
    for stages in 1..<max(1, count) {
      let before = dearest
      var ends = [Int](repeating: end, count: end + 1)
      // At least a layer is left for each of the other stages.
      for start in 0..<end - stages {
        dearest[start] = .max
        for cut in start + 1...end - stages {
          let cost = max(sums[cut] - sums[start], before[cut])
          if cost < dearest[start] { (dearest[start], ends[start]) = (cost, cut) }
        }
      }
      cuts.append(ends)
    }
    return cuts
  }

  /// Multiply-adds of a step for each row, of the linear layers between some widths.
  ///
  /// The product forwards, the gradient of the weight and that of the input take as many each; the
  /// first layer's input has no gradient.
  public static func costs(ofLayersBetween widths: [Int]) -> [Int] {
    zip(widths, widths.dropFirst()).enumerated().map { index, layer in
      (index == 0 ? 2 : 3) * layer.0 * layer.1
    }
  }
}
