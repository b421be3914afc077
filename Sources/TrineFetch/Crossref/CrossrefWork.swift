// SPDX-License-Identifier: MIT

import TrineCore
import TrineNotes

/// A work as Crossref describes it
/// (https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md).
struct CrossrefWork {
  let work: JSONValue

  init(_ work: JSONValue) {
    self.work = work
  }

  /// The work as a paper; `nil` when it has no title.
  func paper(_ doi: String) -> FoundPaper? {
    guard let title else { return nil }
    return FoundPaper(
      title: title,
      authors: authors,
      year: year,
      venue: venue,
      doi: doi,
      abstract: MarkupText.paragraphs(work["abstract"]?.string ?? ""),
      bibtex: details
    )
  }
}

// MARK: - Names

extension CrossrefWork {
  /// Its DOI.
  var doi: String? { work["DOI"]?.string }

  /// Whether a DOI is its own, one that it had before, or one that it names as related.
  ///
  /// A work that was registered twice is answered under its first DOI, whichever is asked for.
  func isKnown(by name: String) -> Bool {
    var names = [doi] + ["alias", "aliases"].flatMap { work[$0]?.array ?? [] }.map(\.string)
    if case .object(let relations) = work["relation"] {
      names += relations.values.flatMap { $0.array ?? [] }.map { $0["id"]?.string }
    }
    return names.contains { $0?.lowercased() == name.lowercased() }
  }
}

// MARK: - Fields

extension CrossrefWork {
  /// The title with its subtitle, unless it has that already.
  private var title: String? {
    guard let title = text("title") else { return nil }
    guard let subtitle = text("subtitle"), !title.lowercased().contains(subtitle.lowercased())
    else { return title }
    return "\(title)\(title.hasSuffix(":") ? "" : ":") \(subtitle)"
  }

  /// The authors, or the editors of a book that has none; each `Family, Given`, `Family, Jr., Given`, or
  /// the name of a group.
  private var authors: [String] {
    let authors = (work["author"]?.array ?? []).compactMap(name)
    return authors.isEmpty ? editors : authors
  }

  /// The editors, in the same form.
  var editors: [String] { (work["editor"]?.array ?? []).compactMap(name) }

  private func name(_ author: JSONValue) -> String? {
    let parts = ["family", "suffix", "given"].map { MarkupText.line(author[$0]?.string ?? "") }
    guard !parts[0].isEmpty else {
      let name = MarkupText.line(author["name"]?.string ?? "")
      return [name, parts[2]].first { !$0.isEmpty }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The year it appeared, in print or before; when it was registered says nothing.
  private var year: Int? {
    let dates = [
      "issued", "published", "published-print", "published-online", "posted", "approved",
    ]
    return dates.lazy.compactMap { date in
      work[date]?["date-parts"]?.array?.first?.array?.first.flatMap { part in
        part.int ?? part.string.flatMap { Int($0) }
      }
    }.first { (1...9999).contains($0) }
  }

  /// The journal or the proceedings, else the conference, the archive of a preprint or the university
  /// of a thesis, else the publisher.
  private var venue: String? {
    (isWhole ? nil : container) ?? nonEmpty(work["event"]?["name"]?.string)
      ?? institution ?? nonEmpty(work["group-title"]?.string) ?? text("publisher")
  }

  /// The university of a thesis, who brought out a report, the archive of a preprint.
  var institution: String? {
    let institution = work["institution"]?.array?.first ?? work["institution"]
    return nonEmpty(institution?["name"]?.string)
  }

  /// The journal or the book; of a chapter's several titles the last: the first is that of the series.
  private var container: String? {
    guard let series, let titles = work["container-title"]?.array else {
      return text("container-title")
    }
    return titles.compactMap { nonEmpty($0.string) }.last { $0 != series }
  }

  /// The first of a list's texts, or the text itself.
  func text(_ key: String) -> String? {
    nonEmpty(work[key]?.array?.first?.string ?? work[key]?.string)
  }

  func nonEmpty(_ markup: String?) -> String? {
    let text = MarkupText.line(markup ?? "")
    return text.isEmpty ? nil : text
  }
}
