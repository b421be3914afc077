// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore
import TrineNotes

/// Where a link leads, and what leads to the same.
struct Definition {
  private let library: Library

  init(_ library: Library) {
    self.library = library
  }

  /// The place a link leads to; `null` where there is none.
  func definition(at place: DocumentPlace) throws -> JSONValue {
    guard let link = place.link(in: library.links(in: place.file)),
      let found = try library.place(of: link.target, heading: link.heading)
    else { return .null }
    let start = TextPosition(line: found.line - 1, character: 0).json
    return .object([
      "uri": library.address(found.file),
      "range": .object(["start": start, "end": start]),
    ])
  }

  /// All links that lead where the link here does or, outside a link, to the page itself.
  func references(at place: DocumentPlace) throws -> JSONValue {
    let link = place.link(in: library.links(in: place.file))
    guard let target = try link?.target ?? library.target(of: place.file) else { return .null }
    let files = Set(try library.catalog.links(to: target).map(\.page.file)).union([place.file])
    return .array(
      files.sorted().flatMap { file in
        library.ranges(of: target, in: file).map { range in
          .object(["uri": library.address(file), "range": range])
        }
      }
    )
  }
}

extension Library {
  /// What links to a file lead to; `nil` for a page nothing can link to.
  func target(of file: String) throws -> LinkTarget? {
    for kind in [PageKind.paper, .topic, .experiment] {
      guard let page = try catalog.pages(kind).first(where: { $0.file == file }) else { continue }
      return kind == .experiment ? .experiment(page.name) : .note(page.name)
    }
    return nil
  }

  /// Where a document links to something, as the protocol has it.
  func ranges(of target: LinkTarget, in file: String) -> [JSONValue] {
    guard let document = document(file) else { return [] }
    return links(in: file).filter { $0.target == target }.map { document.json($0.bytes) }
  }
}
