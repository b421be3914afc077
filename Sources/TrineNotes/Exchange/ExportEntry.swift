// SPDX-License-Identifier: MIT

import TrineCore

/// A paper's entry as other programs' forms need it: its values in Unicode.
struct ExportEntry {
  let key: String
  let type: String
  /// What the note says, which needs no converting.
  let note: PaperNote
  private let entry: BibTeXEntry
  /// The first value of each field, for dozens of names are asked for.
  private let values: [String: String]
  /// Whether running text has tags for its look.
  let isTagged: Bool

  /// The entry of a note, with what it takes from others; `tagged` for a form that has tags for the look
  /// of a text.
  init(_ note: PaperNote, _ inheritance: Inheritance, tagged: Bool = false) {
    self.note = note
    isTagged = tagged
    entry = inheritance.whole(BibTeXWriter.entry(note))
    (key, type) = (entry.key, entry.type)
    values = Dictionary(
      entry.fields.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The names of all fields, in their order.
  var names: [String] { entry.fields.map(\.name) }

  /// A value of running text.
  func text(_ name: String) -> String? {
    guard let text = values[name].map(reading), !text.isEmpty else { return nil }
    return text
  }

  /// All values of a field that is there several times.
  func texts(_ name: String) -> [String] {
    entry.fields.filter { $0.name == name }.map { reading($0.value) }
  }

  /// Whether a value may have tags that its text alone has not.
  func hasLook(_ name: String) -> Bool {
    isTagged && values[name]?.utf8.contains(UInt8(ascii: "\\")) == true
  }

  private func reading(_ tex: String) -> String {
    isTagged ? TeXText.tagged(tex) : TeXText.unicode(tex)
  }

  /// An address or an identifier; of `\url{…}` and `\href{…}{…}` the address.
  func address(_ name: String) -> String? {
    guard let value = values[name] else { return nil }
    let isCommand = value.hasPrefix("\\url{") || value.hasPrefix("\\href{")
    let text = isCommand ? WebAddress.first(in: value) : TeXText.verbatim(value)
    return text?.isEmpty == false ? text : nil
  }

  var arxiv: String? { note.arxiv }

  /// The address; of a preprint without one that at arXiv.
  var url: String? {
    address("url") ?? values["howpublished"].flatMap(WebAddress.first)
      ?? arxiv.map { "https://arxiv.org/abs/\($0)" }
  }

  /// Where it was brought out: BibTeX's and BibLaTeX's name for the same, which in this is a list.
  var place: String? {
    text("address") ?? text("location")?.replacing(" and ", with: "; ")
  }

  /// The language as babel or whoever wrote the entry names it, of a variant such as British the variant.
  var language: String? {
    let variant = text("langidopts")?.split { ",= ".contains($0) }
    if let variant, variant.first == "variant", variant.count > 1 { return String(variant[1]) }
    return text("langid") ?? text("language")
  }

  /// The note with what BibLaTeX adds at an entry's end.
  var remark: String? {
    guard let addendum = text("addendum") else { return text("note") }
    return text("note").map { "\($0). \(addendum)" } ?? addendum
  }

  /// What somebody remarked about it, by both names.
  var annotation: String? { text("annote") ?? text("annotation") }

  /// The names in a field, taken apart.
  func people(_ field: String) -> [Person] {
    values[field].map(AuthorName.list)?.map(Person.init) ?? []
  }

  /// The same without the end of `and others`, for which most forms have no word.
  func namedPeople(_ field: String) -> [Person] { people(field).filter { !$0.isOthers } }

  /// Who brought it out.
  var publisher: String? {
    ["publisher", "school", "institution", "organization", "howpublished"].lazy.compactMap(text)
      .first { !$0.hasBytes(of: "://") }
  }

  /// The pages with one hyphen between: `1-15`.
  var pages: String? {
    text("pages").map {
      $0.replacing("–", with: "-").replacing("—", with: "-").replacing(" - ", with: "-")
    }
  }

  /// Year, month and day as far as they are known; of a stretch those of its first end that is.
  var date: [Int] {
    guard let year = note.year ?? entry.year else { return [] }
    let parts = dated?.first ?? []
    let month = text("month").flatMap(Self.month) ?? (parts.count > 1 ? parts[1] : nil)
    let day = text("day").flatMap { Int($0) } ?? (parts.count > 2 ? parts[2] : nil)
    return [year] + [month, day].prefix { $0 != nil }.compactMap(\.self)
  }

  /// The date, both ends of a stretch, as far as year and month, which may have been edited, still say so;
  /// of a year that a note has no number for, such as one before the first, that is all there is.
  var issued: ExportDate? {
    guard let dated else { return ExportDate(ends: [date]) }
    let isSaid = date.isEmpty || (dated.isMore && dated.first.first == note.year)
    return isSaid ? dated : ExportDate(ends: [date])
  }

  private var dated: ExportDate? { date("date") }

  /// A date as BibLaTeX writes it, in which `~` is no space.
  func date(_ name: String) -> ExportDate? {
    values[name].flatMap { ExportDate(TeXText.verbatim($0)) }
  }

  private static func month(_ text: String) -> Int? {
    if let number = Int(text) { return (1...12).contains(number) ? number : nil }
    let name = text.lowercased().prefix(3)
    return BibTeXMacros.months.firstIndex { $0 == name }.map { $0 + 1 }
  }
}

/// A name in Unicode, taken apart.
struct Person {
  /// The family name with its particles.
  var family: String
  var given: String
  var suffix: String
  /// Whether it is a group's or one that cannot be taken apart.
  var isWhole: Bool
  /// Whether this is nobody: the end of `and others`.
  let isOthers: Bool

  init(_ tex: String) {
    let name = AuthorName(tex)
    (family, given) = (TeXText.unicode(name.family), TeXText.unicode(name.given))
    suffix = TeXText.unicode(name.suffix)
    isOthers = tex == "others"
    isWhole = given.isEmpty && (tex.hasPrefix("{") || family == "others" || family.contains(" "))
  }

  /// The particles of small letters before the name itself: `van den` of `van den Oord`.
  var particles: (particle: String, name: String) {
    let words = family.split(separator: " ")
    let count = words.dropLast().prefix { $0.first?.isLowercase == true }.count
    return (
      words.prefix(count).joined(separator: " "), words.dropFirst(count).joined(separator: " ")
    )
  }
}
