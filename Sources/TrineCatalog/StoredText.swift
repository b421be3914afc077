// SPDX-License-Identifier: MIT

extension String {
  /// The text as a column holds it: SQLite's texts end at the character 0, which stands as U+FFFD there.
  var stored: String {
    utf8.contains(0) ? replacing("\0", with: "\u{FFFD}") : self
  }
}
