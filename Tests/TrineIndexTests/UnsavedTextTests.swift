// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCheck
import TrineCore
import TrineIndex

@Suite("Checking a text that is not saved")
struct UnsavedTextTests {
  @Test("looks at the text, and at the files for all else")
  func unsaved() throws {
    let lab = try Lab()
    let file = "notes/papers/a2016.md"
    try lab.put("---\ntitle: A\n---\n## Claims\n- `c` C.\n[[none]]\n", file)
    try lab.put("papers: [a2016#c]\n", "experiments/x.yaml")
    try lab.sync()
    let text = "---\ncitekey: b\n---\n## Claims\n- `d` D.\n- `d` D.\n[[b2016]] は@a2016\n"
    let experiment = "papers: [a2016#c]\n"
    let open = OpenTexts([file: text, "experiments/x.yaml": experiment])
    let checked = try CheckedWorkspace(lab.catalog, open: open)
    let findings = WorkspaceCheck.findings(in: checked).filter { $0.level > .information }
    #expect(
      findings.filter { $0.rule != .config }.map { "\($0.location) \($0.rule.rawValue)" } == [
        "experiments/x.yaml:1:10 unknown-claim",
        "notes/papers/a2016.md:1 front-matter",
        "notes/papers/a2016.md:2:10 key-differs",
        "notes/papers/a2016.md:6:1 duplicate-claim",
        "notes/papers/a2016.md:7:3 dangling-note",
        "notes/papers/a2016.md:7:13 glued-citation",
      ]
    )
    let saved = try WorkspaceCheck.findings(in: CheckedWorkspace(lab.catalog))
    #expect(saved.contains { $0.rule == .danglingNote && $0.message.contains("none") })
  }

  private static let files = [
    "notes/papers/a2016.md":
      "---\ntitle: A\ncitekey: x\nyear: 2016\ndoi: 10.1/x\naliases: [old2015]\n---\n"
      + "は@b2019 [[b2019#無い]] [[none]] [[run:x-1]]\n## Claims\n- `c` C.\n- `d` D.\n- `c` C.\n",
    "notes/papers/b2019.md":
      "---\ntitle: a\nyear: 2017\ndoi: 10.1/X\nbibtex: {crossref: DEAN2012}\n---\n## Claims\n- `e` E.\n",
    "notes/papers/Dean2012.md": "---\ntitle: Dean\nyear: 2012\n---\n",
    "notes/papers/lone.md": "---\ntitle: Lone\n---\n",
    "notes/topics/broken.md": "---\ntitle: [\n---\n",
    "notes/topics/named.md": "---\ntitle: The Name\n---\n# Part\n",
    "notes/topics/t.md":
      "[[THE name#Part]] [[the name#None]] [[old2015#c]] [[old2015#z]] [a](../papers/old2015.md)\n",
    "experiments/x.yaml":
      "papers: [a2016]\nclaims:\n  - claim: old2015#d\n  - claim: b2019#none\n",
    "reports/weeks/2026-W03.md": "[lone](../../notes/papers/lone.md)\n",
  ]

  @Test("finds in texts that are saved what is found in their files, whichever are open")
  func asSaved() throws {
    let lab = try Lab()
    for (file, text) in Self.files { try lab.put(text, file) }
    try lab.sync()
    let all = try WorkspaceCheck.findings(in: CheckedWorkspace(lab.catalog))
    let rules = Set(all.map(\.rule))
    #expect(rules.count >= 13, "\(rules.map(\.rawValue).sorted())")
    let files = Self.files.keys.sorted()
    let pairs = files.flatMap { file in files.map { [file, $0] } }
    for open in pairs + [files] {
      let texts = Self.files.filter { open.contains($0.key) }
      let checked = try CheckedWorkspace(lab.catalog, open: OpenTexts(texts))
      let found = WorkspaceCheck.findings(in: checked)
      #expect(found == all.filter { open.contains($0.location.file) }, "\(open)")
    }
  }
}
