// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// The built-in data sets, made from the seed.
struct SyntheticSet {
  let kind: DataPlan.SyntheticKind
  let samples: Int
  let features: Int
  let classes: Int
  let noise: Double
  let seed: Int

  init(_ plan: DataPlan, seed: Int) {
    kind = plan.kind ?? .spirals
    samples = plan.samples ?? 1000
    features = plan.features ?? 2
    classes = plan.classes ?? 2
    noise = plan.noise ?? (kind == .blobs ? 1 : 0.1)
    self.seed = seed
  }

  /// A fifth as many samples as the training set has.
  var testSamples: Int { samples / 5 }

  func training(_ portion: Portion, beat: ByteReader.Beat) throws -> SamplePart {
    try make(samples, portion, for: .syntheticTraining, beat)
  }

  func test(_ portion: Portion, beat: ByteReader.Beat) throws -> SamplePart? {
    testSamples > 0 ? try make(testSamples, portion, for: .syntheticTest, beat) : nil
  }

  /// Takes the classes in turn, so that each has as many samples, give or take one.
  ///
  /// What comes before the portion is drawn and forgotten: a sample is the same in any portion.
  private func make(
    _ count: Int,
    _ portion: Portion,
    for purpose: RandomStream.Purpose,
    _ beat: ByteReader.Beat
  ) throws -> SamplePart {
    var random = RandomStream(seed: seed, for: purpose)
    let centres = self.centres()
    let wanted = portion.rows(of: count)
    var rows: [Float] = []
    rows.reserveCapacity(wanted.count * features)
    for sample in 0..<wanted.upperBound {
      if sample.isMultiple(of: 1024) { try beat() }
      let label = sample % classes
      let point =
        kind == .blobs
        ? centres[label * features..<(label + 1) * features]
        : spiral(label, random.uniform())[...]
      for coordinate in point {
        let value = Float(coordinate + noise * random.normal())
        if wanted.contains(sample) { rows.append(value) }
      }
    }
    let labels = wanted.map { Int32($0 % classes) }
    let dataset = Dataset(features: rows, labels: labels, featureCount: features)
    return SamplePart(dataset: dataset, total: portion.total(of: count))
  }

  /// The centre of each blob: every coordinate normal with standard deviation 3.
  private func centres() -> [Double] {
    guard kind == .blobs else { return [] }
    var random = RandomStream(seed: seed, for: .syntheticClasses)
    return (0..<classes * features).map { _ in 3 * random.normal() }
  }

  /// A point of an arm, at the share `along` of its length: three quarters of a turn outwards from
  /// radius 0.2 to 1.
  private func spiral(_ arm: Int, _ along: Float) -> [Double] {
    let radius = 0.2 + 0.8 * Double(along)
    let angle = 2 * Double.pi * (Double(arm) / Double(classes) + 0.75 * Double(along))
    return [radius * cos(angle), radius * sin(angle)]
  }
}
