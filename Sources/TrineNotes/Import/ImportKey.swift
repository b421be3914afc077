// SPDX-License-Identifier: MIT

import TrineCore

/// Finds the key an entry asks for.
enum ImportKey {
  /// What a key may have at most, in bytes: a file's name has 255, and `.md` and letters come behind it.
  private static let longest = 240

  /// The entry's own key, as long as a file's name may be; what files and links cannot carry in it becomes
  /// `-`, and so does the colon of one that links would take for a run or an experiment; one that is not ASCII, or is missing, is made from author, year and title.
  static func key(for entry: BibTeXEntry) throws(Diagnostic) -> CitationKey {
    let key = try wholeKey(for: entry)
    return CitationKey(String(key.description.prefix(longest))) ?? key
  }

  private static func wholeKey(for entry: BibTeXEntry) throws(Diagnostic) -> CitationKey {
    if let key = CitationKey(entry.key) ?? plain(entry.key) { return linkable(key) }
    do {
      return try CitationKeyMaker.base(
        authors: entry.authors,
        year: entry.year,
        title: entry.text("title") ?? ""
      )
    } catch {
      guard entry.key.isEmpty else { return NoteFileName(entry.key).key }
      guard entry.authors.isEmpty, let key = titleKey(for: entry) else { throw error }
      return key
    }
  }

  /// Of what nobody signed, such as a web page: the first word of its title and its year, if it has one.
  private static func titleKey(for entry: BibTeXEntry) -> CitationKey? {
    let word = try? CitationKeyMaker.firstSignificantWord(of: entry.text("title") ?? "")
    return word.flatMap { CitationKey($0 + (entry.year.map(String.init) ?? "")) }
  }

  private static func linkable(_ key: CitationKey) -> CitationKey {
    guard key.otherMeaning != nil else { return key }
    let parts = key.description.split(separator: ":", maxSplits: 1)
    return CitationKey(parts.joined(separator: "-")) ?? key
  }

  private static func plain(_ key: String) -> CitationKey? {
    guard key.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let text = key.map { CitationKey("x\($0)") == nil ? "-" : String($0) }.joined()
    return CitationKey(String(text.drop { CitationKey(String($0)) == nil }))
  }
}

/// Which keys are free; BibTeX does not regard case in them, nor do some file systems.
struct KeyRoom {
  private var taken: Set<BibTeXKey>
  private var counts: [BibTeXKey: Int] = [:]

  init(_ keys: Set<CitationKey>) {
    taken = Set(keys.map { BibTeXKey($0) })
  }

  /// Whether a key is taken, in whatever case.
  func has(_ key: String) -> Bool { taken.contains(BibTeXKey(key)) }

  /// Takes a key, or the next after it that is free.
  mutating func take(_ key: CitationKey) -> CitationKey {
    let own = BibTeXKey(key)
    var count = counts[own] ?? 0
    defer { counts[own] = count }
    while true {
      let suffix = CitationKeyMaker.suffix(count)
      let text = key.description + suffix
      if taken.insert(BibTeXKey(text)).inserted, let free = CitationKey(text) {
        return free
      }
      count += 1
    }
  }
}

extension BibTeXEntry {
  /// Keeps the key in `ids`, BibLaTeX's field for a paper's other keys.
  mutating func keepOldKey() {
    guard BibTeXWriter.isBalanced(key.utf8) else { return }
    if let index = fields.firstIndex(where: { $0.name == "ids" }) {
      fields[index].value += fields[index].value.isEmpty ? key : ", \(key)"
    } else {
      fields.append(Field(name: "ids", value: key))
    }
  }
}
