// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineFiles

@testable import TrineLaunch

@Suite("What all ranks say comes to metrics and a breakdown")
struct RunHistoryTests {
  private func history(_ ranks: [[TrainingEvent]]) -> RunHistory {
    var history = RunHistory(ranks: ranks.count)
    for (rank, events) in ranks.enumerated() {
      for event in events { history.take(event, of: rank) }
    }
    return history
  }

  private func started(_ step: Int = 0) -> TrainingEvent {
    TrainingEvent(t: 0, kind: .started, values: ["process": 7, "step": Double(step)])
  }

  private func phase(_ step: Int, _ values: [String: Double]) -> TrainingEvent {
    TrainingEvent(t: 1, kind: .phase, step: step, values: values)
  }

  private func loss(_ step: Int, _ value: Double) -> TrainingEvent {
    TrainingEvent(t: 1, kind: .metric, step: step, values: ["train/loss": value])
  }

  @Test("BLAS threads are those the ranks have had since they were started last")
  func threads() {
    func started(_ threads: Double) -> TrainingEvent {
      TrainingEvent(t: 0, kind: .started, values: ["process": 7, "threads": threads])
    }
    #expect(history([[started(1)], [started(1)]]).breakdown.threads == 1)
    #expect(history([[started(4), started(2)], []]).breakdown.threads == 2)
    #expect(history([[phase(1, [:])]]).breakdown.threads == nil)
  }

  @Test("times are means, bytes sums, memory the most")
  func merged() throws {
    let metrics = history([
      [phase(10, ["time/compute": 1, "bytes/sent": 100, "memory/peak": 5])],
      [phase(10, ["time/compute": 3, "bytes/sent": 20, "memory/peak": 9])],
    ]).metrics
    #expect(metrics["time/compute"]?.last == 2)
    #expect(metrics["bytes/sent"]?.last == 120)
    #expect(metrics["memory/peak"]?.last == 9)
    #expect(metrics["time/compute"]?.step == 10)
  }

  @Test("when rank 0 is lost, the next one's metrics go on from its own")
  func rankZeroLost() {
    let metrics = history([[loss(10, 3), loss(20, 2)], [loss(30, 1)], []]).metrics
    #expect(metrics["train/loss"]?.count == 3)
    #expect(metrics["train/loss"]?.last == 1)
    #expect(metrics["train/loss"]?.step == 30)
  }

  @Test("stretches are matched by step, and a rank that is missing leaves no hole")
  func missing() {
    let metrics = history([
      [phase(10, ["time/wait": 1]), phase(20, ["time/wait": 2])],
      [phase(20, ["time/wait": 4])],
      [],
    ]).metrics
    #expect(metrics["time/wait"]?.count == 2)
    #expect(metrics["time/wait"]?.min == 1)
    #expect(metrics["time/wait"]?.last == 3)
  }

  @Test("two stretches of a rank that end at one step count as one")
  func twice() {
    let metrics = history([
      [
        phase(10, ["time/data": 1, "memory/peak": 5, "bytes/sent": 1]),
        phase(10, ["time/data": 2, "memory/peak": 4, "bytes/sent": 1]),
      ]
    ]).metrics
    #expect(metrics["time/data"]?.last == 3)
    #expect(metrics["time/data"]?.count == 1)
    #expect(metrics["memory/peak"]?.last == 5)
    #expect(metrics["bytes/sent"]?.last == 2)
  }

  @Test("a loss that is no number is measured, a time that is none is not")
  func notNumbers() {
    let metrics = history([[loss(1, 0.5), loss(2, .nan), phase(2, ["time/wait": .nan])]]).metrics
    #expect(metrics["train/loss"]?.last.isNaN == true)
    #expect(metrics["train/loss"]?.best == 0.5)
    #expect(metrics["time/wait"] == nil)
  }

  @Test("metrics are those of rank 0")
  func metrics() {
    let metrics = history([[loss(1, 0.5)], [loss(1, 0.1)]]).metrics
    #expect(metrics["train/loss"]?.last == 0.5)
    #expect(metrics["train/loss"]?.count == 1)
  }

  @Test("what a resumed run trains again is counted once")
  func superseded() {
    let early = [
      started(), loss(10, 0.9), phase(10, ["time/wait": 1]), loss(20, 0.1),
      phase(20, ["time/wait": 50]), TrainingEvent(t: 2, kind: .failed),
    ]
    let both = history([early + [started(10), loss(20, 0.4), phase(20, ["time/wait": 3])], early])
    #expect(both.metrics["train/loss"]?.min == 0.4)
    #expect(both.metrics["train/loss"]?.mean == 0.65)
    #expect(both.lastWords[0] == nil)
    #expect(both.lastWords[1]?.kind == .failed)
    #expect(both.breakdown.ranks.first?.wait == 4)
  }

  @Test("what an attempt takes back, it takes back of all ranks, be they there again or not")
  func attempts() {
    func sent(_ step: Int) -> TrainingEvent { phase(step, ["bytes/sent": Double(step)]) }
    let failed = TrainingEvent(t: 2, kind: .failed)
    // Two ranks to step 12; one rank from 8 to 16; two ranks again from 16 on.
    let attempts = [
      RunAttempt(step: 0, ranks: 2), RunAttempt(step: 8, ranks: 1), RunAttempt(step: 16, ranks: 2),
    ]
    let first = [
      started(), sent(4), sent(8), sent(12), failed, started(8), sent(16), started(16), sent(20),
    ]
    let second = [started(), sent(4), sent(8), sent(10), failed]
    let fewer = RunHistory([Array(first[..<7]), second], in: Array(attempts[..<2]))
    #expect(fewer.breakdown.ranks.map(\.rank) == [0, 1])
    #expect(fewer.breakdown.ranks.map(\.bytesSent) == [28, 12])
    #expect(fewer.lastWords.isEmpty)
    let again = RunHistory([first, second + [started(16), sent(20)]], in: attempts)
    #expect(again.breakdown.ranks.map(\.bytesSent) == [48, 32])
    // Where it was not written down how many ranks there were.
    let unknown = attempts.map { RunAttempt(step: $0.step, ranks: nil) }
    #expect(
      RunHistory([first, second + [started(16), sent(20)]], in: unknown).breakdown
        == again.breakdown
    )
  }

  @Test("of two attempts from one checkpoint, a rank took part in that which had it")
  func sameStep() {
    func sent(_ step: Int) -> TrainingEvent { phase(step, ["bytes/sent": Double(step)]) }
    let attempts = [
      RunAttempt(step: 0, ranks: 2), RunAttempt(step: 8, ranks: 2), RunAttempt(step: 8, ranks: 1),
    ]
    let first = [started(), sent(8), started(8), sent(12), started(8), sent(16)]
    let second = [started(), sent(8), started(8), sent(12)]
    let breakdown = RunHistory([first, second], in: attempts).breakdown
    #expect(breakdown.ranks.map(\.bytesSent) == [24, 8])
  }

  @Test("stretches between two evaluations are one interval, however they were cut")
  func intervals() {
    let cut = history([
      [
        phase(2, ["time/wait": 1, "memory/peak": 7]), phase(4, ["time/wait": 2, "memory/peak": 5]),
        loss(4, 1), phase(6, ["time/wait": 3, "memory/peak": 5]), loss(8, 1),
        phase(8, ["time/wait": 4, "memory/peak": 5]),
      ]
    ]).metrics
    let whole = history([
      [
        phase(4, ["time/wait": 3, "memory/peak": 7]), loss(4, 1), loss(8, 1),
        phase(8, ["time/wait": 7, "memory/peak": 5]),
      ]
    ]).metrics
    #expect(cut == whole)
    #expect(whole["time/wait"]?.mean == 5)
  }

  @Test("mean throughput is all samples over all seconds, where these are known")
  func throughput() {
    func rate(_ step: Int, _ value: Double, _ seconds: Double?) -> TrainingEvent {
      let values = ["throughput": value]
      return TrainingEvent(t: 1, kind: .metric, step: step, values: values, seconds: seconds)
    }
    #expect(history([[rate(4, 100, 3), rate(5, 20, 1)]]).metrics["throughput"]?.mean == 80)
    #expect(history([[rate(4, 100, nil), rate(5, 20, 1)]]).metrics["throughput"]?.mean == 60)
  }

  @Test("staleness is added up over ranks and stretches; notes are kept once")
  func said() {
    let late = TrainingEvent(t: 1, kind: .staleness, step: 5, values: ["0": 120, "1": 7])
    let later = TrainingEvent(t: 2, kind: .staleness, step: 9, values: ["1": 1, "x": 4])
    let note = TrainingEvent(t: 0, kind: .note, message: "allreduce: shared (2 ranks on one node)")
    let breakdown = history([[note, late, later], [note, late]]).breakdown
    #expect(breakdown.staleness == [0: 240, 1: 15])
    #expect(breakdown.notes == ["allreduce: shared (2 ranks on one node)"])
    // A rank that has started again says anew what it found.
    let other = TrainingEvent(t: 0, kind: .note, message: "allreduce: flat")
    #expect(history([[note, started(5), other]]).breakdown.notes == ["allreduce: flat"])
    #expect(breakdown.ranks.isEmpty)
  }

  @Test("a rank's breakdown is the sum of its stretches")
  func breakdown() {
    let breakdown = history([
      [
        phase(10, ["time/compute": 1, "time/communicate": 2, "time/wait": 3, "time/data": 4]),
        phase(20, ["time/compute": 1, "bytes/sent": 8, "memory/peak": 6, "memory/parameters": 2]),
      ]
    ]).breakdown
    var rank = RunBreakdown.Rank(0)
    (rank.compute, rank.communicate, rank.wait, rank.data) = (2, 2, 3, 4)
    (rank.bytesSent, rank.memoryPeak, rank.memoryParameters) = (8, 6, 2)
    #expect(breakdown.ranks == [rank])
  }

  @Test("a tail begins where the files end, with what stays")
  func tail() throws {
    let lab = try Lab()
    let id = RunID(experiment: "trial", number: 1)
    try lab.folder(
      id,
      transitions: [],
      events: [
        [
          #"{"t": 1, "kind": "metric", "step": 10, "values": {"train/loss": 0.5}}"#,
          #"{"t": 2, "kind": "metric", "step": 20, "values": {"train/loss": 0.1}}"#,
          #"{"t": 3, "kind": "failed", "message": "out of paper"}"#,
        ]
      ]
    )
    let folder = RunFolder(lab.workspace.path(Workspace.folder(id)))
    var tail = EventTail(folder, ranks: 1, from: 10)
    #expect(tail.history.metrics["train/loss"]?.last == 0.5)
    #expect(tail.history.lastWords.isEmpty)
    #expect(tail.next().isEmpty)
    try FileText.append(
      line: #"{"t": 0, "kind": "started", "values": {"process": 7, "step": 10}}"#,
      to: folder.events(rank: 0)
    )
    #expect(tail.next().map(\.event.kind) == [.started])
    #expect(tail.history.metrics["train/loss"]?.count == 1)
  }
}
