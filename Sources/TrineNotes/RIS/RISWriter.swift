// SPDX-License-Identifier: MIT

public import TrineCore

/// Writes papers as RIS, which EndNote, Mendeley and libraries read.
public enum RISWriter {
  /// One record a paper, sorted by key; what they inherit is looked for among `all`.
  public static func text(_ notes: [PaperNote], among all: [PaperNote]? = nil) -> String {
    let inheritance = Inheritance(all ?? notes)
    return ConcurrentMap(notes.sorted { $0.citekey < $1.citekey }) {
      record(ExportEntry($0, inheritance))
    }
    .joined(separator: "\n")
  }

  private static func record(_ entry: ExportEntry) -> String {
    var lines: [(String, String?)] = [
      ("TY", entry.text("ris-ty") ?? RISTerms.typesBack[entry.type] ?? "GEN"),
      ("ID", entry.key), ("TI", entry.title),
    ]
    lines += entry.namedPeople("author").map { ("AU", name($0)) }
    lines += entry.namedPeople("editor").map { ("A2", name($0)) }
    lines += [
      ("PY", entry.date.first.map { "\($0)" } ?? entry.text("year")), ("DA", date(entry)),
      ("T2", entry.book), ("JO", entry.journal), ("PB", entry.publisher),
    ]
    let pages = (entry.pages ?? "").split(separator: "-", maxSplits: 1).map(\.trimmed)
    lines += [
      ("SP", pages.first), ("EP", pages.count > 1 ? pages[1] : nil), ("DO", entry.note.doi),
      ("UR", entry.url), ("SN", entry.text("isbn") ?? entry.text("issn")),
      ("SN", entry.text("isbn") == nil ? nil : entry.text("issn")),
      ("Y2", read(entry)),
    ]
    lines += RISTerms.texts.map { ($0.tag, text(entry, $0.bibtex)) }
    lines += entry.note.tags.map { ("KW", $0) }
    lines += rest(entry)
    return lines.compactMap { tag, text in text.map { "\(tag)  - \(onOneLine($0))\n" } }.joined()
      + "ER  - \n"
  }

  /// A text, which BibLaTeX may have under another name.
  private static func text(_ entry: ExportEntry, _ name: String) -> String? {
    switch name {
    case "address": entry.place
    case "annote": entry.annotation
    case "shorttitle": entry.shortTitle
    case "language": entry.text(name) ?? entry.language.map(LanguageTag.tag)
    default: entry.text(name)
    }
  }

  /// What a RIS file said that BibTeX has no field for.
  private static func rest(_ entry: ExportEntry) -> [(String, String?)] {
    var seen: Set<String> = ["ris-ty", dateField]
    return entry.names.filter { $0.hasPrefix("ris-") && $0.utf8.count == 6 }
      .filter { seen.insert($0).inserted }
      .flatMap { name in
        entry.texts(name).map { (name.dropFirst(4).uppercased(), Optional($0)) }
      }
  }

  private static func name(_ person: Person) -> String {
    [person.family, person.given, person.suffix].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The field that keeps a date with a remark, such as `2016/06//summer`.
  static let dateField = "ris-da"

  /// The field that keeps a date which is not that of publication: of another year, or no date at all.
  static let otherDateField = "ris-date"

  /// `2016/06/02/`, as the form wants it: all three slashes.
  private static func date(_ entry: ExportEntry) -> String? {
    if let other = entry.text(otherDateField) { return other }
    let parts = entry.date
    if let whole = entry.text(dateField), let year = parts.first, whole.hasPrefix("\(year)/") {
      return whole
    }
    guard parts.count > 1 else { return nil }
    let rest = (1...2).map { index in
      guard index < parts.count else { return "" }
      return parts[index] < 10 ? "0\(parts[index])" : "\(parts[index])"
    }
    return "\(parts[0])/\(rest.joined(separator: "/"))/"
  }

  /// When it was looked up; of a season, for which the form has no number, the year.
  private static func read(_ entry: ExportEntry) -> String? {
    let date = entry.date("urldate")
    let year = date?.season == nil ? nil : date?.first.first
    return year.map { "\($0)" } ?? entry.text("urldate")?.replacing("-", with: "/")
  }

  private static func onOneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
