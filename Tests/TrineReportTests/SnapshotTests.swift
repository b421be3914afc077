// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineReport

/// Compares pages with the ones in `Snapshots`; `UPDATE_SNAPSHOTS=1 swift test` writes them anew.
@Suite("The pages of a full week")
struct SnapshotTests {
  @Test("report as in the snapshot", arguments: Language.allCases)
  func report(_ language: Language) throws {
    try compare(SampleWeek.report(language).markdown(keeping: nil), "report-\(language).md")
  }

  @Test("have a card as in the snapshot", arguments: Language.allCases)
  func card(_ language: Language) throws {
    let run = try #require(SampleWeek.runs.first { $0.status == .failed })
    var shown = run
    shown.metrics = SampleWeek.runs[0].metrics
    let card = RunCard(
      run: shown,
      workspace: SampleWeek.settings(language),
      papers: SampleWeek.papers,
      experimentFiles: SampleWeek.experimentFiles,
      checkpoints: ["checkpoints/step-000400.safetensors"]
    )
    try compare(card.markdown(keeping: nil), "card-\(language).md")
  }

  @Test("are the same whatever order their runs and papers come in")
  func orderDoesNotMatter() throws {
    let shuffled = WeeklyReport(
      week: SampleWeek.week,
      workspace: SampleWeek.settings(),
      runs: SampleWeek.runs.reversed(),
      papers: SampleWeek.papers.reversed(),
      experimentFiles: SampleWeek.experimentFiles,
      experimentsByPaper: [SampleWeek.key("chen2016revisiting"): ["older-experiment"]],
      claims: SampleWeek.claims
    )
    #expect(try shuffled.markdown(keeping: nil) == SampleWeek.report().markdown(keeping: nil))
  }

  private func compare(_ page: String, _ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let file = folder.appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try page == String(contentsOf: file, encoding: .utf8))
  }
}
