// SPDX-License-Identifier: MIT

import Testing
import TrineTraining

struct RandomStreamTests {
  @Test("the generator is xoshiro256**: its first numbers from the state 1, 2, 3, 4")
  func knownNumbers() {
    // By hand from the definition: rotl(s1 · 5, 7) · 9 for s1 = 2, then for the next states.
    var stream = RandomStream(state: (1, 2, 3, 4))
    let numbers = (0..<4).map { _ in stream.next() }
    #expect(numbers == [11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test("streams differ by seed and by purpose, and repeat")
  func streams() {
    func first(_ seed: Int, _ purpose: RandomStream.Purpose) -> UInt64 {
      var stream = RandomStream(seed: seed, for: purpose)
      return stream.next()
    }
    let purposes: [RandomStream.Purpose] = [
      .parameters, .validationSplit, .shuffle(epoch: 1), .shuffle(epoch: 2), .syntheticClasses,
      .syntheticTraining, .syntheticTest,
    ]
    let all = [-1, 0, 1, 2].flatMap { seed in purposes.map { first(seed, $0) } }
    #expect(Set(all).count == all.count)
    #expect(first(1, .parameters) == first(1, .parameters))
  }

  @Test("uniform floats fill 0..<1 evenly")
  func uniform() {
    var stream = RandomStream(seed: 3, for: .parameters)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<100_000 {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
      counts[Int(value * 10)] += 1
    }
    // Ten thousand a bin, standard deviation 95.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
  }

  @Test("normal values have mean 0 and standard deviation 1")
  func normal() {
    var stream = RandomStream(seed: 3, for: .parameters)
    let values = (0..<100_000).map { _ in stream.normal() }
    let mean = values.reduce(0, +) / 100_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(mean) < 0.02)
    #expect(abs(variance - 1) < 0.03)
    // 68.27 % lie within one standard deviation.
    #expect(abs(values.count { abs($0) < 1 } - 68_270) < 750)
  }

  @Test("each order of three is as likely")
  func shuffle() {
    var stream = RandomStream(seed: 5, for: .shuffle(epoch: 1))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<60_000 {
      var order = [0, 1, 2]
      stream.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 10_000) < 500 })
  }
}
