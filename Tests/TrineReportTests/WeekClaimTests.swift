// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineReport
import TrineStatistics

@Suite("The claims in a week's report")
struct WeekClaimTests {
  @Test("are linked to their note and stand with verdict, effect, interval and n")
  func row() throws {
    let page = try SampleWeek.report().markdown(keeping: nil)
    let claim = "[chen2016revisiting#sync-more-accurate](../../notes/papers/chen2016revisiting.md)"
    let row = try #require(page.split(separator: "\n").first { $0.contains(claim) })
    let finding = SampleWeek.claimFinding()
    let effect = try #require(finding.verdict.effect)
    #expect(finding.verdict.status == .supported)
    #expect(row.contains("| **supported** "))
    #expect(
      row.contains(
        "| `test/accuracy` \(effect.estimate.brief) \\[\(effect.lower.brief), \(effect.upper.brief)\\] "
      )
    )
    #expect(row.contains("| 3 + 2 | [sync-vs-async](../../experiments/sync-vs-async.yaml) |"))
  }

  @Test("have every verdict's word in each language")
  func words() throws {
    let runs = SampleWeek.runs.filter { $0.seed == 1 }
    let lone = SampleWeek.claimFinding(runs)
    let old = SampleWeek.claimFinding(SampleWeek.runs, present: [])
    let none = SampleWeek.claimFinding([])
    let statuses = [lone, old, none].map(\.verdict.status)
    #expect(statuses == [.inconclusive, .outOfDate, .untested])
    let words: [Language: [String]] = [
      .en: ["inconclusive", "out of date", "untested"], .ja: ["判定できない", "設定が古い", "未検証"],
    ]
    for (language, expected) in words {
      let page = try report(language, [lone, old, none]).markdown(keeping: nil)
      for word in expected { #expect(page.contains("| **\(word)** ")) }
    }
  }

  @Test("say their confidence where it is not 95 %, and so where no note has the claim")
  func confidence() throws {
    let page = try report(.en, [SampleWeek.claimFinding(confidence: 0.9)]).markdown(keeping: nil)
    #expect(page.contains("\\] (90 %) | 3 + 2 |"))
    #expect(page.contains("chen2016revisiting.md): no note has this claim |"))
  }

  @Test("are no section where nothing tests any, and a report without one takes it in")
  func noSection() throws {
    let without = try report(.en, []).markdown(keeping: nil)
    #expect(!without.contains("## Claims"))
    let kept = writing("\nmine\n", in: "highlights", of: without)
    let with = try report(.en, [SampleWeek.claimFinding()]).markdown(keeping: kept)
    #expect(with.contains("## Claims"))
    #expect(owned("highlights", in: with) == "\nmine\n")
  }

  @Test("make a report out of date when their verdict changes, in weeks that are over, too")
  func current() throws {
    let page = try report(.en, [SampleWeek.claimFinding()]).markdown(keeping: nil)
    let other = report(.en, [SampleWeek.claimFinding(SampleWeek.runs, present: [])])
    #expect(try report(.en, [SampleWeek.claimFinding()]).isCurrent(page, today: day("2027-01-01")))
    #expect(try !other.isCurrent(page, today: day("2027-01-01")))
  }

  private func report(_ language: Language, _ findings: [ClaimFinding]) -> WeeklyReport {
    WeeklyReport(
      week: SampleWeek.week,
      workspace: SampleWeek.settings(language),
      runs: SampleWeek.runs,
      papers: SampleWeek.papers,
      experimentFiles: SampleWeek.experimentFiles,
      claims: findings.map { WeekClaim(experiment: "sync-vs-async", statement: nil, finding: $0) }
    )
  }
}

extension SampleWeek {
  /// What runs of the experiment say about the claim that the synchronous way is more accurate.
  static func claimFinding(
    _ runs: [Run] = runs,
    present: [JSONValue]? = nil,
    confidence: Double = ClaimTest.usualConfidence
  ) -> ClaimFinding {
    let own = runs.filter { $0.id.experiment == "sync-vs-async" && week.contains(Day($0)) }
    guard let claim = ClaimReference("chen2016revisiting#sync-more-accurate") else {
      preconditionFailure("no claim")
    }
    let test = ClaimTest(
      claim: claim,
      metric: "test/accuracy",
      selection: ConfigSelection(["mode": .string("sync")]),
      expectation: .beats(ConfigSelection(["mode": .string("async")]), margin: 0),
      confidence: confidence
    )
    return ClaimFinding(test, from: ClaimRuns(own, present: present ?? own.map(\.config)))
  }
}

extension Day {
  fileprivate init(_ run: Run) {
    self.init(run.created, in: SampleWeek.settings().timeZone)
  }
}
