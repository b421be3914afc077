// SPDX-License-Identifier: MIT

import TrineConfig
import TrineCore
import TrineNotes
import TrineReport

/// Gives a paper another key wherever a file of the workspace names it as a link, and nowhere else.
///
/// Done twice, it does nothing the second time: what a crash left half done can be done again.
struct LinkRewriter {
  let old: CitationKey
  let new: CitationKey
  /// The note's file under the old key.
  let oldFile: String

  /// The bytes of a file with its links rewritten.
  /// - Throws: a `Diagnostic` when the file is no text but names the key.
  func rewritten(_ bytes: [UInt8], file: String) throws -> [UInt8] {
    guard mayName(bytes) else { return bytes }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Diagnostic.notText(file) }
    if file.hasSuffix(".yaml") {
      let links = ExperimentFacts(String(decoding: bytes, as: UTF8.self), file: file).links
      return replaced(bytes, links.filter(leadsToOld).map(\.bytes))
    }
    guard file.hasPrefix("reports/") else { return markdown(bytes, file) }
    return SealedPage.changed(bytes) { markdown($0, file) }
  }

  /// The bytes of the paper's own note: its links, its key, and the old key among those it had.
  func note(_ bytes: [UInt8]) throws -> [UInt8] {
    let links = try rewritten(bytes, file: oldFile)
    let entry = PaperNoteParser.entry(String(decoding: links, as: UTF8.self), file: oldFile)
    var editor = FrontMatterEditor(links, file: oldFile)
    if editor.has("citekey") { try editor.set("citekey", toText: new.description) }
    let earlier = entry.note.aliases.filter { ![old.description, new.description].contains($0) }
    try editor.set("aliases", toList: earlier + [old.description])
    return editor.bytes
  }

  private func leadsToOld(_ link: PageLink) -> Bool { link.target == .note(old.description) }

  /// Whether the key stands anywhere, in whatever case: BibTeX's keys have none.
  private func mayName(_ bytes: [UInt8]) -> Bool {
    let key = Array(old.description.lowercased().utf8)
    return bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.firstRange(of: key) != nil
  }
}

// MARK: - Markdown

extension LinkRewriter {
  private func markdown(_ bytes: [UInt8], _ file: String) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let links = LinkReader.links(text).filter(leadsToOld).map(\.bytes)
    let addresses = LinkReader.addresses(text).flatMap { ranges(of: $0, bytes, file) }
    let isNote = file.hasPrefix("\(Workspace.papers)/")
    let parents = isNote ? CrossReferencePlace.ranges(of: old.description, in: text) : []
    return replaced(bytes, links + addresses + parents)
  }

  /// The old key in an address that leads to the note, and in its label when that is the key.
  private func ranges(of address: Range<Int>, _ bytes: [UInt8], _ file: String) -> [Range<Int>] {
    let inside = bytes[address].drop { $0 == UInt8(ascii: "<") }
    let path = inside.prefix { !"#?> \t\n".utf8.contains($0) }
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let target = String(decoding: path, as: UTF8.self)
    guard Self.normal("\(folder)/\(target)") == oldFile else { return [] }
    let name = old.description.utf8
    let end = path.endIndex - ".md".utf8.count
    var ranges = [end - name.count..<end]
    // `[key](` ends two bytes before the address.
    let label = address.lowerBound - 2 - name.count..<address.lowerBound - 2
    if label.lowerBound > 0, bytes[label].elementsEqual(name),
      bytes[label.lowerBound - 1] == UInt8(ascii: "[")
    {
      ranges.append(label)
    }
    return ranges
  }

  /// Without `.` and `..`.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  private func replaced(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> [UInt8] {
    var replaced = bytes
    for range in Set(ranges).sorted(by: { $0.lowerBound > $1.lowerBound }) {
      replaced.replaceSubrange(range, with: Array(new.description.utf8))
    }
    return replaced
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func notText(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "the file is not UTF-8, so that its links cannot be rewritten; nothing was changed",
      fix: "save it as UTF-8"
    )
  }
}
