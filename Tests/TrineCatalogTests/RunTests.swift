// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCatalog
import TrineCore

@Suite("Runs in the catalog")
struct RunTests {
  private let catalog: Catalog

  init() throws {
    catalog = try Catalog.inMemory()
  }

  @Test("come back as they were saved", arguments: RunStatus.allCases)
  func roundTrip(_ status: RunStatus) throws {
    var loss = MetricSummary(first: 0.125, step: 1)
    loss.append(0.0625, step: 2, name: "train/loss")
    let run = sampleRun(1, status: status, metrics: ["train/loss": loss, "a b": loss])
    try catalog.save(run)
    #expect(try catalog.runs() == [run])
  }

  @Test("keep moments to the millisecond")
  func moments() throws {
    for milliseconds in 0..<1000 {
      let text = "2026-11-23T06:31:22.\(String("\(1000 + milliseconds)".dropFirst()))Z"
      var run = sampleRun(milliseconds + 1)
      run.created = try #require(Timestamp.date(text))
      try catalog.save(run)
      #expect(Timestamp.text(try catalog.run(matching: run.id.description).created) == text)
    }
  }

  @Test("keep numbers that are none")
  func notANumber() throws {
    let wild = MetricSummary(
      last: .nan,
      best: -.infinity,
      min: -.infinity,
      max: .infinity,
      mean: .nan,
      count: 9,
      step: 3
    )
    try catalog.save(sampleRun(1, metrics: ["train/loss": wild]))
    let read = try #require(try catalog.runs().first?.metrics["train/loss"])
    #expect(read.last.isNaN && read.mean.isNaN)
    #expect(read.best == -.infinity && read.max == .infinity && read.count == 9)
    let row = try #require(try catalog.runRows(metrics: ["train/loss"]).first)
    #expect(row.metrics["train/loss"]?.isNaN == true)
  }

  @Test("are replaced whole by a later save")
  func replaces() throws {
    let one = MetricSummary(first: 1, step: 1)
    try catalog.save(sampleRun(1, status: .running, metrics: ["a": one, "b": one]))
    var run = sampleRun(1, metrics: ["b": one, "c": one])
    run.config = .object([:])
    try catalog.save(run)
    #expect(try catalog.runs() == [run])
    #expect(try catalog.experimentsByPaper() == [:])
  }

  @Test("come newest first, of one experiment or all, no more than asked for")
  func order() throws {
    for (experiment, number, at) in [("b", 1, 3), ("a", 1, 1), ("a", 2, 9), ("b", 2, 3)] {
      try catalog.save(sampleRun(experiment, number, at: Double(at)))
    }
    #expect(try catalog.runs().map(\.id.description) == ["a-2", "b-2", "b-1", "a-1"])
    #expect(try catalog.runs(experiment: "a").map(\.id.description) == ["a-2", "a-1"])
    #expect(try catalog.runs(limit: 3).map(\.id.description) == ["a-2", "b-2", "b-1"])
    #expect(try catalog.runRows(experiment: "b", limit: 1).map(\.id.description) == ["b-2"])
    #expect(try catalog.runs(experiment: "none") == [])
    #expect(try catalog.lastNumber(of: "b") == 2)
    #expect(try catalog.lastNumber(of: "none") == 0)
  }

  @Test("have rows that say what the runs say")
  func rows() throws {
    let metrics = ["train/loss": MetricSummary(first: 2, step: 1)]
    for number in 1...5 {
      try catalog.save(
        sampleRun(number, status: RunStatus.allCases[number], metrics: metrics)
      )
    }
    let rows = try catalog.runRows(metrics: ["train/loss", "none"])
    for (run, row) in zip(try catalog.runs(), rows) {
      #expect(row.id == run.id && row.uid == run.uid && row.status == run.status)
      #expect(row.reason == run.reason && row.ranks == run.ranks && row.seed == run.seed)
      #expect(row.created == run.created && row.started == run.started && row.ended == run.ended)
      #expect(row.metrics == ["train/loss": 2])
    }
    #expect(rows.count == 5)
    #expect(try catalog.runRows().allSatisfy(\.metrics.isEmpty))
  }

  @Test("of a stretch of time include its first moment and not its last")
  func stretch() throws {
    for number in 1...4 { try catalog.save(sampleRun(number)) }
    let found = try catalog.runs(createdIn: minute(2)..<minute(4))
    #expect(found.map(\.id.number) == [3, 2])
  }

  @Test("that have not ended are found")
  func unfinished() throws {
    for (number, status) in RunStatus.allCases.enumerated() {
      try catalog.save(sampleRun(number + 1, status: status))
    }
    #expect(Set(try catalog.unfinishedRuns().map(\.status)) == [.queued, .running])
  }

  @Test("tell which experiments name a paper, with a note or without")
  func papers() throws {
    for experiment in ["b", "a"] {
      for number in 1...2 { try catalog.save(sampleRun(experiment, number)) }
    }
    let key = try #require(CitationKey("dean2012large"))
    #expect(try catalog.experimentsByPaper()[key] == ["a", "b"])
  }
}
