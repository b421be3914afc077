// SPDX-License-Identifier: MIT

import TrineTraining

extension Dataset {
  /// The values of one sample.
  func row(_ index: Int) -> [Float] {
    var row = [Float](repeating: 0, count: featureCount)
    var label: [Int32] = [0]
    var x = row.mutableSpan
    var y = label.mutableSpan
    gather([index], into: &x, labels: &y)
    return row
  }
}
