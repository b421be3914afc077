// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineReport

@Suite("A run's card")
struct CardTests {
  @Test("keeps what a person wrote into it")
  func keepsNotes() throws {
    let card = card(SampleWeek.runs[0])
    let written = writing("\nDiverges late.", in: "notes", of: try card.markdown(keeping: nil))
    #expect(written.contains("Diverges late."))
    #expect(try card.markdown(keeping: written) == written)
  }

  @Test("stops at words outside the markers, naming its file")
  func stopsAtEdits() throws {
    let card = card(SampleWeek.runs[0])
    let edited = try card.markdown(keeping: nil) + "lost?\n"
    let error = #expect(throws: Diagnostic.self) { try card.markdown(keeping: edited) }
    #expect(error?.location?.file == "reports/runs/sync-vs-async-1.md")
    #expect(try card.markdown(keeping: edited, overwritingEdits: true).contains("lost?") == false)
  }

  @Test("shows numbers that are none, and leaves out what is not known yet")
  func sparse() throws {
    var run = SampleWeek.run("x", 1, day: 23, seed: 1, mode: "sync", status: .queued)
    run.started = nil
    run.config = .object(["question": .string("<!-- yours: notes -->")])
    run.metrics = [
      "train/loss": MetricSummary(
        last: .nan,
        best: -.infinity,
        min: -.infinity,
        max: .infinity,
        mean: .nan,
        count: 2000,
        step: 3
      )
    ]
    let page = try card(run).markdown(keeping: nil)
    #expect(page.contains("|  NaN |   −∞ |  −∞ |   ∞ |  NaN | 2,000 |    3 |"))
    for absent in ["Started", "Ended", "Wall time", "Papers", "Checkpoints"] {
      #expect(!page.contains("- \(absent)"))
    }
    #expect(try card(run).markdown(keeping: page) == page)
  }

  private func card(_ run: Run) -> RunCard {
    RunCard(
      run: run,
      workspace: SampleWeek.settings(),
      papers: SampleWeek.papers,
      experimentFiles: SampleWeek.experimentFiles
    )
  }
}
