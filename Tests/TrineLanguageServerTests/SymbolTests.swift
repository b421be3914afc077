// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@Suite("Symbols of the language server")
struct SymbolTests {
  private let client: Client

  init() throws {
    client = try Client()
    try client.put("---\ntitle: \"Large\"\n---\n## Digest\n勾配\n", "notes/papers/dean2012large.md")
    try client.put("---\ntitle: \"Stale\"\n---\n## Digest\ngradients\n", "notes/papers/chen2016.md")
    try client.put("---\ntitle: \"MPI\"\n---\n# Errors\n", "notes/topics/open-mpi.md")
  }

  @Test(
    "of the workspace are the pages with words that begin as typed, all papers for none",
    arguments: [
      ("", ["chen2016 Stale", "dean2012large Large"]), ("gradi", ["chen2016 Stale"]),
      ("勾", ["dean2012large Large"]), ("erro", ["open-mpi MPI"]), ("radients", []), ("year:x", []),
    ]
  )
  func pages(query: String, names: [String]) throws {
    let answer = try client.request("workspace/symbol", .object(["query": .string(query)]))
    #expect(answer.array?.compactMap { $0["name"]?.string }.sorted() == names)
  }

  @Test("of a document are its headings, also of one that is not saved")
  func headings() throws {
    let file = "notes/topics/open-mpi.md"
    func titles() throws -> [String]? {
      let document = JSONValue.object(["uri": client.address(file)])
      let answer = try client.request(
        "textDocument/documentSymbol",
        .object(["textDocument": document])
      )
      return answer.array?.compactMap { $0["name"]?.string }
    }
    #expect(try titles() == ["Errors"])
    try client.open(file, "# Errors\n\n## 対策\n\n```\n# none\n```\n\nUnder\n=====\n")
    #expect(try titles() == ["Errors", "対策", "Under"])
  }
}
