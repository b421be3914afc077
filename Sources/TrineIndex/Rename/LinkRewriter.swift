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
  /// Files that move with the note, by their old names.
  var companions: [String] = []

  /// The bytes of a file with its links rewritten.
  /// - Throws: a `Diagnostic` when the file is no text but names the key.
  func rewritten(_ bytes: [UInt8], file: String) throws -> [UInt8] {
    guard mayName(bytes) else { return bytes }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Diagnostic.notText(file) }
    if file.hasSuffix(".yaml") {
      let links = ExperimentFacts(String(decoding: bytes, as: UTF8.self), file: file).links
      return replaced(bytes, try places(links.filter(leadsToOld), file).map { ($0, "\(new)") })
    }
    guard file.hasPrefix("reports/") else { return markdown(bytes, file) }
    return SealedPage.changed(bytes) { markdown($0, file) }
  }

  /// The bytes of the paper's own note: its links, its key, and the old key among those it had.
  func note(_ bytes: [UInt8]) throws -> [UInt8] {
    let links = try rewritten(bytes, file: oldFile)
    var editor = FrontMatterEditor(links, file: oldFile)
    if editor.has("citekey") { try editor.set("citekey", toText: new.description) }
    try editor.add("\(old)", toList: "aliases", inPlaceOf: "\(new)")
    return editor.bytes
  }

  /// Where the key stands in the links of an experiment; aliases lead to one place several times.
  private func places(_ links: [PageLink], _ file: String) throws -> Set<Range<Int>> {
    if let link = links.first(where: \.bytes.isEmpty) { throw Diagnostic.disguised(link, file) }
    return Set(links.map(\.bytes))
  }

  private func leadsToOld(_ link: PageLink) -> Bool { link.target == .note(old.description) }

  /// Whether the key stands anywhere, in whatever case since BibTeX's keys have none, or the name of its
  /// file, which an address may have as `%20` and its like, and a quoted value as `\x20`.
  private func mayName(_ bytes: [UInt8]) -> Bool {
    let stem = oldFile.split(separator: "/").last?.dropLast(".md".count) ?? ""
    let key = Array(BibTeXKey(old).folded.utf8)
    return bytes.firstRange(of: stem.utf8) != nil
      || bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }.firstRange(of: key) != nil
      || bytes.contains { "%\\".utf8.contains($0) }
        && String(validating: bytes, as: UTF8.self) != nil
  }
}

// MARK: - Markdown

extension LinkRewriter {
  private func markdown(_ bytes: [UInt8], _ file: String) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let links = LinkReader.links(text, file: file).filter { $0.form != .address && leadsToOld($0) }
    let moved = Set([oldFile] + companions)
    let addresses = LinkReader.addresses(text, file: file).filter { moved.contains($0.file) }
    let isNote = file.hasPrefix("\(Workspace.papers)/")
    let parents = isNote ? CrossReferencePlace.ranges(of: old.description, in: text) : []
    let names = Set(links.map(\.bytes) + parents + addresses.compactMap(\.label))
    // A colon in the first part of an address would make it one of the web (RFC 3986, 4.2).
    let name = new.description.replacing(":", with: "%3A")
    return replaced(bytes, names.map { ($0, "\(new)") } + addresses.map { ($0.stem, name) })
  }

  private func replaced(_ bytes: [UInt8], _ parts: [(range: Range<Int>, text: String)]) -> [UInt8] {
    var replaced = bytes
    for part in parts.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      replaced.replaceSubrange(part.range, with: Array(part.text.utf8))
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

  fileprivate static func disguised(_ link: PageLink, _ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file, line: link.line, column: link.column),
      "'\(link.target.name)' is named here with an escape or over several lines, so that it cannot be "
        + "rewritten; nothing was changed",
      fix: "write the key as it is"
    )
  }
}
