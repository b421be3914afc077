// SPDX-License-Identifier: MIT

import Foundation
import TrineCore

/// What SciPy says; made by Fixtures/scipy-intervals.py.
struct SciPyFigures: Decodable {
  struct Tail: Decodable {
    let freedom: Double
    let t: Double
    let value: Double
  }

  struct Quantile: Decodable {
    let freedom: Double
    let probability: Double
    let value: Double
  }

  struct Intervals: Decodable {
    let first: [Double]
    let second: [Double]
    let freedom: Double
    /// Confidence, the ends for the difference of the means, the ends for the mean of the second.
    let ends: [[Double]]
  }

  let tails: [Tail]
  let quantiles: [Quantile]
  let intervals: [Intervals]

  static func load() throws -> SciPyFigures {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/scipy-intervals.json")
    return try JSONDecoder().decode(SciPyFigures.self, from: Data(contentsOf: file))
  }
}

/// Whether two numbers agree to a relative tolerance; NaN agrees with nothing.
func agree(_ found: Double, _ expected: Double, _ tolerance: Double) -> Bool {
  (found - expected).magnitude <= tolerance * expected.magnitude
}
