// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineReport

@Suite("What a report takes from notes and configs")
struct NoteTextTests {
  @Test(
    "is linked where a note's line links, and visible text where nothing is there",
    arguments: [
      ("[[b2019]] wins", "[b2019](../../notes/papers/b2019.md) wins"),
      ("as [[b2019|B's]]", "as [B's](../../notes/papers/b2019.md)"),
      ("[[b2019#Claims]].", "[b2019#Claims](../../notes/papers/b2019.md)."),
      ("[[exp:sync-vs-async]]", "[exp:sync-vs-async](../../experiments/sync-vs-async.yaml)"),
      ("[[run:sync-vs-async-1]]", "[run:sync-vs-async-1](../runs/sync-vs-async-1.md)"),
      ("[[run:sync-vs-async-90]]", #"\[\[run:sync-vs-async-90\]\]"#),
      ("[[none]] [[exp:none]]", #"\[\[none\]\] \[\[exp:none\]\]"#),
      ("`[[b2019]]` @b2019.", "`[[b2019]]` [b2019](../../notes/papers/b2019.md)."),
      ("[@b2019; @none]", #"\[[b2019](../../notes/papers/b2019.md); \@none\]"#),
      ("me@b2019 [[", #"me\@b2019 \[\["#),
      ("a [x] [[b2019", #"a \[x\] \[\[b2019"#),
    ]
  )
  func links(line: String, expected: String) throws {
    let papers = [paper("a2016", [line, "two", "three"]), paper("b2019", [])]
    let page = try WeeklyReport(
      week: SampleWeek.week,
      workspace: SampleWeek.settings(),
      runs: SampleWeek.runs,
      papers: papers,
      experimentFiles: SampleWeek.experimentFiles
    ).markdown(keeping: nil)
    #expect(page.contains("\n1. \(expected)\n2. two\n"))
  }

  private func paper(_ key: String, _ lines: [String]) -> PaperEntry {
    PaperEntry(
      note: PaperNote(
        citekey: SampleWeek.key(key),
        title: key,
        status: .read,
        read: lines.isEmpty ? nil : day("2026-11-23"),
        lines: lines
      ),
      file: "notes/papers/\(key).md"
    )
  }

  @Test("is called by the few keys that tell many apart")
  func labels() throws {
    let sections: [String: [String: JSONValue]] = [
      "sync": Dictionary(uniqueKeysWithValues: (1...7).map { ("s\($0)", .integer($0)) }),
      "async": Dictionary(uniqueKeysWithValues: (1...7).map { ("a\($0)", .integer($0)) }),
    ]
    let runs = [("sync", 64), ("async", 64), ("async", 128)].enumerated().map { index, point in
      var run = SampleWeek.run("x", index + 1, day: 23, seed: 1, mode: point.0, accuracy: 0.5)
      guard case .object(var members) = run.config else { return run }
      members[point.0] = .object(sections[point.0] ?? [:])
      members["train"] = .object(["batch": .integer(point.1)])
      run.config = .object(members)
      return run
    }
    let page = try SampleWeek.report(runs: runs).markdown(keeping: nil)
    for label in [
      "`mode=sync train.batch=64 …`", "`mode=async train.batch=64 …`",
      "`mode=async train.batch=128 …`",
    ] { #expect(page.contains("| \(label) ")) }
  }
}
