// SPDX-License-Identifier: MIT

import Foundation
import Glibc
import Testing
import TrineCore
import TrineTraining

struct BatchFeederTests {
  static let set = Dataset(
    features: (0..<500).map { Float($0) },
    labels: (0..<100).map { Int32($0 % 7) },
    featureCount: 5
  )

  /// Batches of 0 to 8 rows.
  private func batches(seed: Int) -> [[Int]] {
    var random = RandomStream(seed: seed, for: .syntheticTraining)
    return (0..<200).map { _ in
      (0..<Int(random.next() % 9)).map { _ in Int(random.next() % 100) }
    }
  }

  private func take(_ feeder: BatchFeeder) -> ([Float], [Int32]) {
    feeder.take { x, labels in
      (x.indices.map { x[$0] }, labels.indices.map { labels[$0] })
    }
  }

  @Test(
    "batches hold the rows that were asked for, in order",
    arguments: BatchFeeder.Mode.allCases,
    [nil, 1..<4]
  )
  func rows(mode: BatchFeeder.Mode, columns: Range<Int>?) throws {
    let feeder = try BatchFeeder(set: Self.set, capacity: 8, columns: columns, mode: mode)
    let batches = batches(seed: 1)
    feeder.request(batches[0][...])
    for (step, batch) in batches.enumerated() {
      // Sometimes one is outstanding, sometimes two.
      let isAhead = step % 5 > 1
      if isAhead, step + 1 < batches.count { feeder.request(batches[step + 1][...]) }
      let (x, labels) = take(feeder)
      #expect(x == batch.flatMap { Self.set.row($0)[columns ?? 0..<5] })
      #expect(labels == batch.map { Int32($0 % 7) })
      if !isAhead, step + 1 < batches.count { feeder.request(batches[step + 1][...]) }
    }
  }

  @Test("two aligned buffers take turns", arguments: BatchFeeder.Mode.allCases)
  func buffers(mode: BatchFeeder.Mode) throws {
    let feeder = try BatchFeeder(set: Self.set, capacity: 8, mode: mode)
    var addresses: [Int] = []
    for batch in batches(seed: 2).filter({ !$0.isEmpty }) {
      feeder.request(batch[...])
      let address = feeder.take { x, _ in
        x.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
      }
      #expect(address.isMultiple(of: 64))
      addresses.append(address)
    }
    #expect(Set(addresses).count == 2)
    #expect(zip(addresses, addresses.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test("what the model throws comes out, and the next batch is there")
  func throwing() throws {
    let feeder = try BatchFeeder(set: Self.set, capacity: 8, mode: .thread)
    feeder.request([1, 2][...])
    feeder.request([3][...])
    #expect(throws: CancellationError.self) {
      try feeder.take { _, _ in throw CancellationError() }
    }
    #expect(take(feeder).1 == [3])
  }

  @Test("it ends with batches outstanding", arguments: BatchFeeder.Mode.allCases, 0...2)
  func stops(mode: BatchFeeder.Mode, outstanding: Int) throws {
    for _ in 0..<100 {
      let feeder = try BatchFeeder(set: Self.set, capacity: 8, mode: mode)
      for _ in 0..<outstanding { feeder.request([5, 6][...]) }
    }
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
    #expect(threads.count < 100)
  }

  @Test("a thread that cannot be started is said")
  func noThread() async {
    await #expect(processExitsWith: .exitCode(7)) {
      // Room for the model, none for the stack of a thread.
      var limit = rlimit(rlim_cur: 1, rlim_max: 1)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      do {
        _ = try BatchFeeder(set: Self.set, capacity: 1, mode: .thread)
      } catch let problem as Diagnostic {
        let words = "the thread that prepares batches cannot be started: "
        exit(problem.message.hasPrefix(words) && problem.fix != nil ? 7 : 1)
      }
      exit(2)
    }
  }
}
