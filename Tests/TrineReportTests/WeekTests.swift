// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineReport

@Suite("A week's report")
struct WeekTests {
  @Test("of a week in which nothing happened says so", arguments: Language.allCases)
  func emptyWeek(_ language: Language) throws {
    let page = try WeeklyReport(
      week: SampleWeek.week,
      workspace: SampleWeek.settings(language),
      runs: [],
      papers: [],
      experimentFiles: []
    ).markdown(keeping: nil)
    let sentences =
      switch language {
      case .en:
        [
          "No runs and no papers read this week.", "No runs this week.",
          "No papers read this week.", "Nothing follows from the data.",
        ]
      case .ja:
        [
          "この週は実行も読んだ論文もない。", "この週の実行はない。", "この週に読んだ論文はない。",
          "データから導かれることは特にない。",
        ]
      }
    for sentence in sentences { #expect(page.contains("\n\(sentence)\n")) }
  }

  @Test("counts days by the clock of the workspace", arguments: [-12, -5, 0, 9, 14])
  func localDays(_ hours: Int) throws {
    var settings = SampleWeek.settings()
    settings.timeZone = try #require(TimeZone(secondsFromGMT: hours * 3600))
    let moments = SampleWeek.week.moments(in: settings.timeZone)
    let times = [
      moments.lowerBound.addingTimeInterval(-1), moments.lowerBound,
      moments.upperBound.addingTimeInterval(-1), moments.upperBound,
    ]
    let runs = times.enumerated().map { index, time in
      var run = SampleWeek.run("edge", index + 1, day: 23, seed: index, mode: "sync")
      run.created = time
      return run
    }
    let page = try WeeklyReport(
      week: SampleWeek.week,
      workspace: settings,
      runs: runs,
      papers: [],
      experimentFiles: []
    ).markdown(keeping: nil)
    let shown = (1...4).filter { page.contains("(../runs/edge-\($0).md)") }
    #expect(shown == [2, 3])
  }

  // Foundation's calendar is the oracle; the zones move their clocks at midnight or half an hour.
  @Test(
    "begins when Foundation's calendar says the day begins",
    arguments: [
      "Asia/Tokyo", "America/New_York", "Europe/Berlin", "America/Havana", "Asia/Beirut",
      "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Kiritimati", "Africa/Cairo",
    ]
  )
  func startOfDay(_ name: String) throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    for offset in 0..<1200 {
      let day = day("2016-09-01").advanced(by: offset)
      let start = day.start(in: calendar.timeZone)
      #expect(start == calendar.startOfDay(for: start.addingTimeInterval(43_200)), "\(day)")
    }
  }

  @Test("groups runs by everything but seed and words, and names groups by what differs")
  func groups() throws {
    var runs = (1...4).map { number in
      SampleWeek.run("x", number, day: 23, seed: number, mode: "sync", accuracy: 0.5)
    }
    runs[1].config = changed(runs[1].config, "question", .string("Another?"))
    runs[2].config = changed(runs[2].config, "train", .object(["batch": .integer(64)]))
    runs[3].config = changed(runs[3].config, "train", .object(["batch": .integer(64)]))
    let page = try SampleWeek.report(runs: runs).markdown(keeping: nil)
    #expect(page.contains("| `train.batch=– train.learningRate.base=0.05` | 0.5000 ± 0.0000 |"))
    #expect(page.contains("| `train.batch=64 train.learningRate.base=–`   | 0.5000 ± 0.0000 |"))
  }

  @Test("asks for more seeds where there is one result")
  func seeds() throws {
    let one = SampleWeek.run("sync-vs-async", 1, day: 23, seed: 2, mode: "sync", accuracy: 0.5)
    let again = SampleWeek.run("sync-vs-async", 2, day: 23, seed: 2, mode: "sync", accuracy: 0.6)
    let page = try SampleWeek.report(runs: [one, again]).markdown(keeping: nil)
    #expect(
      page.contains("`trine run experiments/sync-vs-async.yaml seed=1,3`")
    )
    #expect(page.contains("`test/accuracy` 0.6000 (n = 1) in [sync-vs-async-2]"))
    let other = SampleWeek.run("sync-vs-async", 3, day: 23, seed: 3, mode: "sync", accuracy: 0.5)
    let two = try SampleWeek.report(runs: [one, other]).markdown(keeping: nil)
    #expect(!two.contains("more seeds"))
  }

  @Test("takes the lowest loss for the best")
  func lowerIsBetter() throws {
    let runs = [(1, "sync", 0.5), (2, "sync", 0.3), (3, "async", 0.2), (4, "async", 0.9)].map {
      number,
      mode,
      loss in
      var run = SampleWeek.run("x", number, day: 23, seed: number, mode: mode)
      run.metrics = ["train/loss": MetricSummary(first: loss, step: 1)]
      return run
    }
    let page = try SampleWeek.report(runs: runs).markdown(keeping: nil)
    #expect(
      page.contains("`train/loss` 0.4000 ± 0.1414 (n = 2) with `mode=sync`; best run [x-2]")
    )
  }

  @Test("names the values that a program of the user's reports")
  func otherMetrics() throws {
    var run = SampleWeek.run("x", 1, day: 23, seed: 1, mode: "command")
    run.metrics = ["bleu": MetricSummary(first: 31.25, step: 1)]
    let page = try SampleWeek.report(runs: [run]).markdown(keeping: nil)
    #expect(page.contains("| `bleu` |   n |"))
    #expect(page.contains("|  31.25 |"))
  }

  private func changed(_ config: JSONValue, _ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(var members) = config else { return config }
    members[key] = value
    return .object(members)
  }
}
