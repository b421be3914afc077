// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

extension NaiveTrainer {
  /// Gives all trainers the mean of their parameters and of their velocities, each weighing as much
  /// as the rows it had.
  static func average(_ trainers: inout [NaiveTrainer], rows: [Int]) {
    for state in [\NaiveTrainer.layers, \.velocities] {
      let all = trainers.map { $0[keyPath: state] }
      for layer in all[0].indices {
        let weight = mean(all.map(\.[layer].weight), rows)
        let bias = mean(all.map(\.[layer].bias), rows)
        for index in trainers.indices {
          trainers[index][keyPath: state][layer].weight = weight
          trainers[index][keyPath: state][layer].bias = bias
        }
      }
    }
  }

  private static func mean(_ values: [[Double]], _ rows: [Int]) -> [Double] {
    let total = Double(rows.reduce(0, +))
    return values[0].indices.map { column in
      zip(values, rows).reduce(0) { $0 + $1.0[column] * Double($1.1) / total }
    }
  }
}

extension RankJob {
  /// The bytes of all files of its checkpoints, by name.
  func checkpointBytes() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try Data(contentsOf: URL(fileURLWithPath: "\(folder.checkpoints)/\(name)")))
      }
    )
  }
}
