// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineConfig
import TrineCore
import TrineStatistics

/// From an experiment's file to verdicts on its claims, with runs of its own plans.
@Suite("An experiment's claims")
struct ExperimentClaimTests {
  private static let head = """
    ranks: 2
    data: {format: synthetic, kind: spirals}
    model: {layers: [2, 8, 2]}
    sweep: {mode: [sync, async], stallAfter: [20 s], seed: [1, 2, 3]}

    """

  private func claims(_ text: String, head: String = head) throws -> [ClaimFinding] {
    let plans = try ExperimentReader.plans(file: "trial.yaml", text: head + text, overrides: [])
    let runs = try plans.enumerated().map { index, plan in
      Run(
        id: RunID(experiment: "trial", number: index + 1),
        uid: "U\(index)",
        status: .finished,
        created: Date(timeIntervalSince1970: Double(index)),
        host: "here",
        ranks: plan.ranks,
        seed: plan.seed,
        config: try plan.config(),
        metrics: ["train/loss": MetricSummary(first: loss(plan), step: 1)],
        folder: "f"
      )
    }
    let found = ClaimRuns(runs, present: try plans.map { try $0.config() })
    return (plans.first?.claims ?? []).map { ClaimFinding($0, from: found) }
  }

  private func loss(_ plan: RunPlan) -> Double {
    (plan.mode == .sync ? 0.3 : 0.5) + Double(plan.seed) / 100
  }

  @Test(
    "select the runs of their plans, however a value is written",
    arguments: [
      "mode: sync", "mode: sync, ranks: 2.0", "mode: sync, threads: auto", "mode: sync, grid: null",
      "mode: sync, sync.averageEvery: 1", "mode: sync, stallAfter: 2e4 ms",
      "mode: sync, train: {evaluateEvery: 1 epochs, optimizer: {kind: sgd, momentum: 0}}",
      "mode: sync, model.layers: [2, 8, 2]", "mode: sync, data: {sharded: false, samples: 1000}",
    ]
  )
  func selected(selection: String) throws {
    let text = """
      claims:
        - {claim: a2020b#c, metric: train/loss, where: {\(selection)}, equals: {value: 0.32, tolerance: 0.1}}

      """
    let found = try claims(text)
    #expect(found.map(\.subject.sample.count) == [3])
    #expect(found.map(\.verdict.status) == [.supported])
  }

  @Test("compare modes, whose sections differ with them")
  func modes() throws {
    let text = """
      claims:
        - {claim: a2020b#c, metric: train/loss, where: {mode: sync}, beats: {mode: async}}
        - {claim: a2020b#c, metric: train/loss, where: {mode: async}, beats: {mode: sync}}
        - {claim: a2020b#d, metric: train/loss, where: {mode: sync}, beats: {mode: async}, margin: 0.3}
        - {claim: a2020b#e, metric: train/loss, where: {mode: async, threads: 2}, beats: {mode: sync}}
        - claim: a2020b#f
          metric: train/loss
          where: {mode: async, async.servers: 1}
          beats: {mode: sync}

      """
    let found = try claims(text)
    #expect(
      found.map(\.verdict.status) == [
        .supported, .contradicted, .contradicted, .untested, .contradicted,
      ]
    )
    #expect(found.map(\.rivals?.sample.count) == [3, 3, 3, 0, 3])
  }

  @Test("with another key swept must say which of its values they are about")
  func swept() throws {
    let head = Self.head.replacing("stallAfter: [20 s]", with: "train.batch: [32, 64]")
    let text = """
      claims:
        - {claim: a2020b#c, metric: train/loss, where: {mode: sync}, beats: {mode: async}}
        - claim: a2020b#c
          metric: train/loss
          where: {mode: sync, train.batch: 32}
          beats: {mode: async}

      """
    let found = try claims(text, head: head)
    #expect(found.map(\.verdict.status) == [.inconclusive, .supported])
    #expect(found[0].verdict.reason.contains("train.batch (32, 64)"))
  }
}
