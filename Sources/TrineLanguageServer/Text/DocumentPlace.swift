// SPDX-License-Identifier: MIT

import TrineCore

/// A place in a document of the workspace.
struct DocumentPlace {
  let file: String
  let document: DocumentText
  let position: TextPosition

  /// The line up to the place.
  var before: String {
    let line = document.line(position.line)
    return String(decoding: line.utf16.prefix(position.character), as: UTF16.self)
  }

  /// The link the place is in, if any: at its name, or between its name and heading.
  func link(in links: [PageLink]) -> PageLink? {
    let byte = document.byte(at: position)
    return links.first { link in
      let heading = link.heading.map { $0.utf8.count + 1 } ?? 0
      return (link.bytes.lowerBound...link.bytes.upperBound + heading).contains(byte)
    }
  }
}
