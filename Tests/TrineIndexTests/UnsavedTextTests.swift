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
    let checked = try CheckedWorkspace(lab.catalog, file: file, text: text)
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
}
