// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

/// Some workers and servers.
struct AsyncCrowd: Sendable, CustomTestStringConvertible {
  let workers: Int
  let servers: Int
  let placement: AsyncPlan.Placement
  var isSharded = false
  var nodes = 1

  var testDescription: String {
    "\(workers) workers, \(servers) \(placement) servers, sharded: \(isSharded), nodes: \(nodes)"
  }
}

// MARK: - Plans and what runs leave

extension RunPlan {
  /// The same in mode `async`.
  func asynchronous(_ async: AsyncPlan, ranks: Int = 1) -> RunPlan {
    var copy = self
    (copy.mode, copy.ranks, copy.sync, copy.async) = (.async, ranks, nil, async)
    return copy
  }

  func asynchronous(_ crowd: AsyncCrowd) -> RunPlan {
    asynchronous(
      AsyncPlan(servers: crowd.servers, placement: crowd.placement),
      ranks: crowd.workers + (crowd.placement == .dedicated ? crowd.servers : 0)
    )
  }
}

extension AsyncCrowd {
  /// The words that put its ranks on its nodes; the nodes live as long as the tests.
  func launcher() throws -> [String] {
    guard nodes > 1 else { return [] }
    return try Self.twoNodes.get().launcher
  }

  /// Made once.
  private static let twoNodes = Result { try FakeNodes(ranksOfEach: 2) }
}

extension RankJob {
  /// All gradients that were applied on any rank, by staleness.
  func staleness() throws -> [Int: Int] {
    var all: [Int: Int] = [:]
    for event in try (0..<plan.ranks).flatMap(events) where event.kind == .staleness {
      for (name, count) in event.values ?? [:] {
        all[try #require(Int(name)), default: 0] += Int(count)
      }
    }
    return all
  }

  /// The bytes of the last checkpoint's tensors, those of the optimizer included.
  func files() throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints)
    let last = names.filter { $0.hasSuffix(".safetensors") }.map { name in
      (name, FileManager.default.contents(atPath: "\(folder.checkpoints)/\(name)") ?? Data())
    }
    return Dictionary(uniqueKeysWithValues: last)
  }

  /// The timeline of a rank; there is no file where it took none of the steps.
  func spans(rank: Int) throws -> [TraceSpan] {
    guard FileManager.default.fileExists(atPath: folder.trace(rank: rank)) else { return [] }
    let text = try String(contentsOfFile: folder.trace(rank: rank), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try JSONText.value(TraceSpan.self, from: String(line))
    }
  }

  /// Seconds a rank spent in some phase.
  func time(_ phase: String, rank: Int) throws -> Double {
    try events(rank: rank).filter { $0.kind == .phase }
      .reduce(0) { $0 + ($1.values?["time/\(phase)"] ?? 0) }
  }

  /// The samples of every stretch, where all workers share all batches.
  func stretches(stepsPerEpoch: Int, rows: Int, batch: Int) throws -> [Int] {
    let ends = try events().filter { $0.kind == .metric }.compactMap(\.step)
    func samples(_ step: Int) -> Int {
      let (epoch, batches) = step.quotientAndRemainder(dividingBy: stepsPerEpoch)
      return epoch * rows + min(rows, batches * batch)
    }
    return zip([0] + ends, ends).map { samples($1) - samples($0) }
  }
}
