// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineCore

@Suite("Links in the catalog")
struct LinkIndexTests {
  @Test("are known from both ends")
  func bothEnds() throws {
    let lab = try Lab()
    try lab.put(
      """
      ---
      title: "A"
      ---
      ## What it criticises
      [[b2019#Claims]]
      ## Digest
      は@b2019 [[run:x-1]]
      """,
      "notes/papers/a2016.md"
    )
    try lab.put("---\ntitle: B\n---\n", "notes/papers/b2019.md")
    try lab.put(
      "question: Q?\npapers: [b2019, \"a2016\"]\nclaims:\n  - claim: b2019#slow\n",
      "experiments/x.yaml"
    )
    try lab.sync()
    let back = try lab.catalog.links(to: .note("b2019"))
    #expect(back.map(\.page.name) == ["x", "x", "a2016", "a2016"])
    #expect(back.map(\.isCriticism) == [false, false, true, false])
    #expect(back.map(\.isGlued) == [false, false, false, true])
    #expect(back.map(\.heading) == [nil, "slow", "Claims", nil])
    #expect(back.map(\.line) == [2, 4, 5, 7])
    #expect(back.map(\.column) == [10, 12, 3, 3])
    #expect(try lab.catalog.links(in: "notes/papers/a2016.md").count == 3)
    #expect(try lab.catalog.links(to: .run("x-1")).map(\.page.name) == ["a2016"])
    #expect(try lab.catalog.links().count == 6)
    try lab.remove("notes/papers/a2016.md")
    try lab.sync()
    #expect(try lab.catalog.links(to: .note("b2019")).map(\.page.name) == ["x", "x"])
  }

  @Test("and claims are read again when Trine reads pages in another way")
  func versions() throws {
    let lab = try Lab()
    try lab.put("---\ntitle: A\n---\n## Claims\n- `c` C.\n", "notes/papers/a2016.md")
    try lab.sync()
    #expect(try lab.catalog.claims().map(\.claim.id) == ["c"])
    #expect(try lab.catalog.pageStamps(version: -1).isEmpty)
    try lab.catalog.apply([], removed: [], version: -1)
    #expect(try lab.catalog.claims().isEmpty)
    try lab.sync()
    #expect(try lab.catalog.claims().map(\.claim.statement) == ["C."])
  }
}
