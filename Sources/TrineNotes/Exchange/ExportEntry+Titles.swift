// SPDX-License-Identifier: MIT

import TrineCore

/// BibLaTeX has a title, a subtitle and an addition to them apart; other forms have one title for all
/// three, joined as pandoc and BibLaTeX's own styles do.
extension ExportEntry {
  /// The title with what belongs to it.
  var title: String { Self.joined(plainTitle, text("subtitle"), text("titleaddon")) }

  /// The title by itself, in the note's words unless those leave out tags.
  private var plainTitle: String {
    if note.title.isEmpty { return key }
    return hasLook("title") ? text("title") ?? note.title : note.title
  }

  /// The short title; where there is a subtitle, the title without it.
  var shortTitle: String? {
    text("shorttitle") ?? (text("subtitle") == nil ? nil : plainTitle)
  }

  /// The journal or the book it is in.
  var container: String? {
    journal ?? text("booktitle").map(bookTitle) ?? (isPart ? mainTitle : nil)
  }

  /// The journal.
  var journal: String? {
    (text("journal") ?? text("journaltitle"))
      .map { Self.joined($0, text("journalsubtitle"), text("journaltitleaddon")) }
  }

  /// The book it is in.
  var book: String? { text("booktitle").map(bookTitle) ?? (isPart ? mainTitle : nil) }

  /// The title of the work of several volumes that it, or the book it is in, is one of.
  var mainTitle: String? {
    text("maintitle").map { Self.joined($0, text("mainsubtitle"), text("maintitleaddon")) }
  }

  /// Whether it is a part of a book with a title of its own.
  var isPart: Bool { EntryFamily.parts.contains(type) }

  private func bookTitle(_ title: String) -> String {
    Self.joined(title, text("booksubtitle"), text("booktitleaddon"))
  }

  /// `Title: Subtitle. Addition`; a title that ends with a sign of its own gets no other.
  private static func joined(_ title: String, _ subtitle: String?, _ addition: String?) -> String {
    guard subtitle != nil || addition != nil else { return title }
    let first = subtitle.map { title + sign(":", behind: title) + $0 } ?? title
    return addition.map { first + sign(".", behind: first) + $0 } ?? first
  }

  private static func sign(_ sign: String, behind text: String) -> String {
    text.last.map("!?.,:;…".contains) == true ? " " : sign + " "
  }
}
