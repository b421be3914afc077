// SPDX-License-Identifier: MIT

import Testing
import TrineCheck
import TrineIndex

@Suite("Files that look like pages and are none")
struct UnreadFilesTests {
  @Test("are found by their names and folders")
  func names() throws {
    let lab = try Lab()
    let unread = [
      "experiments/x.yml", "experiments/old/y.yaml", "notes/papers/Z.MD", "notes/papers/2019/a.md",
      "notes/topics/b.markdown", "notes/topics/sub/c.md",
    ]
    let others = [
      "experiments/good.yaml", "experiments/README.md", "experiments/old/data.csv",
      "notes/papers/a2016.md", "notes/papers/a2016.pdf", "notes/papers/a2016.md.conflict-1",
      "notes/topics/t.md", "notes/topics/README.md", "notes/topics/sub/readme.md",
      "notes/topics/.hidden.markdown",
    ]
    for file in unread + others { try lab.put("", file) }
    #expect(CheckedWorkspace.unreadFiles(in: lab.workspace).sorted() == unread.sorted())
  }
}
