// SPDX-License-Identifier: MIT

import Testing
import TrineCatalog
import TrineNotes

@testable import TrineIndex

@Suite("A search for words that no page has just so")
struct PageSearchTests {
  private let lab: Lab

  init() throws {
    lab = try Lab()
    for (name, text) in [
      ("plural", "stale gradients of 勾配圧縮"), ("many", "the gradients, a survey"),
      ("whole", "a worker and workers"), ("long", "asynchronous SGD"),
    ] {
      try lab.put("# x\n\n\(text)\n", "notes/topics/\(name).md")
    }
    try lab.sync()
  }

  private func search(_ query: String) throws -> PageSearch {
    try PageSearch(SearchQuery(query), in: lab.catalog, limit: 10)
  }

  @Test(
    "finds words that begin with them, and says so",
    arguments: [
      ("gradient", ["many", "plural"], ["gradient*"]),
      (#""stale gradient""#, ["plural"], ["stale gradient*"]),
      ("gradient -survey", ["plural"], ["gradient*"]), ("grad 勾配", ["plural"], ["grad*"]),
      ("async sgd", ["long"], ["async*", "sgd*"]),
    ]
  )
  func opened(query: String, names: [String], words: [String]) throws {
    let found = try search(query)
    #expect(found.hits.map(\.page.name).sorted() == names)
    #expect(found.isOpened && found.query.openWords == words)
  }

  @Test(
    "finds only the words where a page has them",
    arguments: ["worker", "SGD", "配圧", "gradients"]
  )
  func whole(query: String) throws {
    let found = try search(query)
    #expect(!found.hits.isEmpty && !found.isOpened)
  }

  @Test(
    "finds nothing where none begins so, and opens no word of two letters, of Japanese or left out",
    arguments: [
      "radient", "gr", "圧配", #""gradient stale""#, "kind:paper gradient", "worker -work -worker",
    ]
  )
  func nothing(query: String) throws { #expect(try search(query).hits.isEmpty) }
}
