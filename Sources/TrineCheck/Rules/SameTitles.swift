// SPDX-License-Identifier: MIT

import TrineCore

/// A title within a year is that of one paper: preprints and their published forms are easily noted twice.
enum SameTitles: CheckRule {
  static func findings(in workspace: CheckedWorkspace, names: PageNames) -> [Finding] {
    var first: [String: [CheckedPage]] = [:]
    var findings: [Finding] = []
    for page in workspace.pages where page.entry.kind == .paper {
      let title = folded(page.entry.title)
      guard !title.isEmpty else { continue }
      if let other = first[title]?.first(where: { isNear($0.year, page.year) }) {
        findings.append(finding(page, other))
      }
      first[title, default: []].append(page)
    }
    return findings
  }

  /// Letters and digits only, in lower case.
  private static func folded(_ title: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(title.utf8.count)
    for byte in title.utf8 {
      if (0x41...0x5A).contains(byte) {
        bytes.append(byte | 0x20)
      } else if byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isNear(_ left: Int?, _ right: Int?) -> Bool {
    guard let left, let right else { return true }
    return abs(left - right) <= 1
  }

  private static func finding(_ page: CheckedPage, _ other: CheckedPage) -> Finding {
    Finding(
      .sameTitle,
      SourceLocation(file: page.entry.file, line: 1),
      "'\(page.entry.name)' has the title of '\(other.entry.name)', within a year",
      fix: "if they are one paper, keep one: trine paper remove \(page.entry.name)"
    )
  }
}
