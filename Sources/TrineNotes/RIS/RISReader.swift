// SPDX-License-Identifier: MIT

import TrineCore

/// Reads RIS: lines `TY  - JOUR`, from `TY` to `ER`; a line without a tag goes on with the one before.
enum RISReader {
  static func read(_ text: String, file: String, into bibliography: inout Bibliography) {
    var record: RISRecord?
    for (index, line) in TextLines(text).lines.enumerated() {
      let place = SourceLocation(file: file, line: index + 1)
      guard let (tag, value) = RISRecord.tag(line) else {
        if line.isBlank {
          record?.addEmptyLine()
          continue
        }
        if record == nil {
          bibliography.problems.append(.stray(String(line), place))
        } else {
          record?.continueLast(line)
        }
        continue
      }
      switch tag {
      case "TY":
        if let open = record { bibliography.problems.append(.unclosed(open.location)) }
        record = RISRecord(type: value, location: place)
      case "ER":
        if let whole = record { bibliography.entries.append(whole.entry) }
        record = nil
      default:
        if record == nil { bibliography.problems.append(.stray(String(line), place)) }
        record?.add(tag, value)
      }
    }
    if let open = record { bibliography.problems.append(.unclosed(open.location)) }
  }
}

/// One record.
private struct RISRecord {
  let type: String
  let location: SourceLocation
  /// Values by their tag, or by the one it stands for; `written` is the tag itself.
  private var values: [(tag: String, text: String, written: String)] = []

  /// Whether a line that goes on with the last value begins a paragraph.
  private var isAfterEmptyLine = false

  init(type: String, location: SourceLocation) {
    self.type = type.uppercased()
    self.location = location
  }

  /// `TI  - A title` taken apart; one or two spaces, for not all programs count them.
  static func tag(_ line: Substring) -> (tag: String, value: String)? {
    let bytes = line.utf8
    let tag = Array(bytes.prefix(2))
    guard tag.count == 2, tag[0].isLetter, tag[0] < 0x60,
      tag[1].isDigit || (tag[1].isLetter && tag[1] < 0x60)
    else { return nil }
    let spaces = bytes.dropFirst(2).prefix { $0 == 0x20 }.count
    var rest = bytes.dropFirst(2 + spaces)
    guard (1...2).contains(spaces), rest.first == UInt8(ascii: "-") else { return nil }
    rest = rest.dropFirst()
    guard rest.first == nil || rest.first == 0x20 else { return nil }
    return (String(decoding: tag, as: UTF8.self), Substring(rest).trimmed)
  }

  mutating func addEmptyLine() { isAfterEmptyLine = true }

  mutating func add(_ tag: String, _ text: String) {
    isAfterEmptyLine = false
    values.append((RISTerms.synonyms[tag] ?? tag, text, tag))
  }

  mutating func continueLast(_ line: Substring) {
    guard !values.isEmpty else { return }
    values[values.count - 1].text += (isAfterEmptyLine ? "\n\n" : " ") + line.trimmed
    isAfterEmptyLine = false
  }

  private func first(_ tag: String) -> String? { place(of: tag).map { values[$0].text } }

  /// Where the value of a tag stands; that under the tag itself counts before those that stand for it.
  private func place(of tag: String) -> Int? {
    values.firstIndex { $0.written == tag && !$0.text.isEmpty }
      ?? values.firstIndex { $0.tag == tag && !$0.text.isEmpty }
  }

  private func all(_ tag: String) -> [String] {
    values.filter { $0.tag == tag && !$0.text.isEmpty }.map(\.text)
  }
}

// MARK: - As an entry

extension RISRecord {
  var entry: BibTeXEntry {
    let known = RISTerms.types[type]
    var entry = BibTeXEntry(
      type: known ?? "misc",
      key: first("ID") ?? first("LB") ?? "",
      fields: [],
      location: location
    )
    func add(_ name: String, _ tex: String?) {
      guard let tex, !tex.isEmpty else { return }
      let value = BibTeXSpace.text(Array(tex.utf8)[...])
      entry.fields.append(BibTeXField(name: name, value: value))
    }
    add("title", first("TI").map(NoteTeX.title))
    add("author", names(all("AU")))
    add("editor", names(all("A2")))
    for (name, value) in dates { add(name, value) }
    for (name, value) in containers { add(name, value) }
    add("publisher", first("PB").map(TeXText.tex))
    add("pages", pages)
    add("doi", first("DO").map(NoteTeX.verbatim))
    add("url", first("UR").map(NoteTeX.verbatim))
    for (name, place) in serialPlaces { add(name, TeXText.tex(values[place].text)) }
    for (tag, name) in RISTerms.texts { add(name, first(tag).map(TeXText.tex)) }
    add("keywords", KeywordList.tex(all("KW")))
    if RISTerms.typesBack[entry.type] != type, type != "GEN" { add("ris-ty", TeXText.tex(type)) }
    add(RISWriter.dateField, otherDate == nil ? dateWithRemark.map(TeXText.tex) : nil)
    add(RISWriter.otherDateField, otherDate.map(TeXText.tex))
    for (tag, text) in rest { add("ris-" + tag.lowercased(), TeXText.tex(text)) }
    return entry
  }

  private func names(_ names: [String]) -> String {
    names.compactMap { name in
      let parts = name.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
      switch parts.count {
      case 0: return nil
      case 1: return parts[0] == "others" ? "others" : "{\(TeXText.tex(parts[0]))}"
      // RIS has the suffix last, BibTeX in the middle.
      case 3: return [parts[0], parts[2], parts[1]].map(CSLName.part).joined(separator: ", ")
      default:
        let given = parts.dropFirst().joined(separator: " ")
        return [parts[0], given].map(CSLName.part).joined(separator: ", ")
      }
    }.joined(separator: " and ")
  }

  /// The year, month and day; of a `DA` of another year than `PY` says, or in words that are no date, nothing.
  private var dates: [(String, String?)] {
    let date = dated ?? first("PY").map(RISDate.init)
    let year =
      first("PY").map { RISDate($0).year.map { String($0) } ?? $0 }
      ?? date?.year.map { String($0) }
    let day = date?.month == nil ? nil : date?.day
    let read = first("Y2")?.replacing("/", with: "-").trimmed
    return [
      ("year", year.map(TeXText.tex)), ("month", date?.month.map { BibTeXMacros.months[$0 - 1] }),
      ("day", day.map { String($0) }), ("urldate", read.map(TeXText.tex)),
    ]
  }

  /// What `DA` says, where it is a date of the year of publication.
  private var dated: RISDate? {
    guard let text = first("DA") else { return nil }
    let date = RISDate(text)
    let year = first("PY").flatMap { RISDate($0).year }
    let isOfYear = date.year == nil || year == nil || date.year == year
    let isRemarked = dateWithRemark == text
    return isOfYear && (isRemarked || date.isWhole && (date.year ?? year) != nil) ? date : nil
  }

  /// What `DA` says otherwise.
  private var otherDate: String? { dated == nil ? first("DA") : nil }

  /// The date, where something is behind its three slashes.
  private var dateWithRemark: String? {
    [first("DA"), first("PY")].lazy.compactMap(\.self).first { date in
      let parts = date.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
      return parts.count > 3 && !parts[3].isBlank
    }
  }

  private var containers: [(String, String?)] {
    let isArticle = ["article", "periodical", "misc"].contains(RISTerms.types[type] ?? "misc")
    let name = isArticle ? "journal" : "booktitle"
    let title = first("T2") ?? first("JO")
    let second = first("T2") != nil && first("JO") != first("T2") ? first("JO") : nil
    return [
      (name, title.map(TeXText.tex)),
      (isArticle ? "shortjournal" : "journal", second.map(TeXText.tex)),
    ]
  }

  /// Where the ISBN and the ISSN stand: the number's form says which it is, and the type what a number
  /// without either form is.
  private var serialPlaces: [(name: String, place: Int)] {
    let places = values.indices.filter { values[$0].tag == "SN" && !values[$0].text.isEmpty }
    let forms = places.map { (name: SerialNumber.field(values[$0].text), place: $0) }
    let type = RISTerms.types[type] ?? "misc"
    let isBook = EntryFamily(type: type) == .book || type == "phdthesis"
    return ["isbn", "issn"].compactMap { name in
      let unknown = (name == "isbn") == isBook ? forms.first { $0.name == nil } : nil
      return (forms.first { $0.name == name } ?? unknown).map { (name, $0.place) }
    }
  }

  private var pages: String? {
    guard let start = first("SP") else { return nil }
    guard let end = first("EP"), end != start else {
      return BibTeXField.pages(start)
    }
    return "\(TeXText.tex(start))--\(TeXText.tex(end))"
  }

  /// What has no field of its own: unknown tags, and what comes again that has room for one.
  private var rest: [(String, String)] {
    let lists: Set<String> = ["AU", "A2", "KW"]
    var once: Set<String> = [
      "TI", "PY", "DA", "Y2", "T2", "JO", "PB", "SP", "DO", "UR",
    ]
    once.formUnion(RISTerms.texts.map(\.tag))
    once.insert(first("ID") == nil ? "LB" : "ID")
    if first("SP") != nil { once.insert("EP") }
    let read = Set(once.compactMap(place) + serialPlaces.map(\.place))
    return values.enumerated().compactMap { place, value in
      if lists.contains(value.tag) || read.contains(place) || value.text.isEmpty { return nil }
      return (value.written, value.text)
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func stray(_ line: String, _ place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "found '\(line.prefix(30))' outside a record",
      fix: "a record begins with a line such as 'TY  - JOUR' and ends with 'ER  - '"
    )
  }

  fileprivate static func unclosed(_ place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the record that begins here is cut short: it has no line 'ER  - '",
      fix: "restore the rest of the record, or close it with a line 'ER  - '"
    )
  }
}
