// SPDX-License-Identifier: MIT

import Foundation
import TrineConfig
import TrineCore

/// A complete small experiment, to which tests add what they are about.
let spirals = """
  data: {format: synthetic, kind: spirals}
  model: {layers: [2, 8, 2]}

  """

/// The plans of a text read as `x.yaml`.
func plans(_ text: String, _ overrides: String...) throws -> [RunPlan] {
  try ExperimentReader.plans(file: "x.yaml", text: text, overrides: overrides)
}

/// What is reported, a description for each problem; empty when nothing is.
func reports(_ work: () throws -> Void) -> [String] {
  do {
    try work()
    return []
  } catch let problems as Diagnostics {
    return problems.list.map(\.description)
  } catch {
    return ["\(error)"]
  }
}

/// What is reported about a text read as `x.yaml`.
func reports(_ text: String, _ overrides: String...) -> [String] {
  reports { _ = try ExperimentReader.plans(file: "x.yaml", text: text, overrides: overrides) }
}

/// A folder of the test's own, deleted at its end.
func withFolder<T>(_ work: (String) throws -> T) throws -> T {
  let path = "/tmp/trine-config-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try work(path)
}

/// Writes a file, with the folders on its way.
func write(_ text: String, to path: String) throws {
  let folder = URL(filePath: path).deletingLastPathComponent()
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try text.write(toFile: path, atomically: false, encoding: .utf8)
}

/// Random numbers that are the same in every run of the tests: SplitMix64 (Steele, Lea and Flood,
/// "Fast Splittable Pseudorandom Number Generators").
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
