// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineIndex
import TrineNotes

/// The headings of a document, and the pages of the workspace by name.
struct Symbols {
  /// The protocol's `SymbolKind`s, which only choose an icon.
  private enum Kind: Int {
    case file = 1
    case string = 15
  }

  private let library: Library

  init(_ library: Library) {
    self.library = library
  }

  /// The headings of a document.
  func symbols(of file: String) -> JSONValue {
    guard file.hasSuffix(".md"), let document = library.document(file) else { return .array([]) }
    return .array(
      PageReader.headings(document.text).map { heading in
        let range = document.json(line: heading.line, column: nil)
        return .object([
          "name": .string(heading.title), "kind": .integer(Kind.string.rawValue), "range": range,
          "selectionRange": range,
        ])
      }
    )
  }

  /// The pages a search finds, which is asked while it is typed, so that its words may go on; all papers
  /// for an empty one.
  func symbols(matching query: String) throws -> JSONValue {
    guard let search = try? SearchQuery(query.isEmpty ? "kind:paper" : query) else {
      return .array([])
    }
    let hits = try PageSearch(search.opened ?? search, in: library.catalog, limit: 100).hits
    let start = TextPosition(line: 0, character: 0).json
    return .array(
      hits.map { hit in
        .object([
          "name": .string("\(hit.page.name) \(hit.page.title)"),
          "kind": .integer(Kind.file.rawValue),
          "location": .object([
            "uri": library.address(hit.page.file),
            "range": .object(["start": start, "end": start]),
          ]),
        ])
      }
    )
  }
}
