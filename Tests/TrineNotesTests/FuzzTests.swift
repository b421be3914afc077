// SPDX-License-Identifier: MIT

import FoundationEssentials
import Testing
import TrineCore

@testable import TrineNotes

/// Numbers that are the same in every run: SplitMix64.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// How many inputs there are: a few seconds' worth, or as many as `TRINE_FUZZ` says in all.
enum FuzzCount {
  /// So many for each seed of each test.
  static let perTest: Int = {
    let wish = ProcessInfo.processInfo.environment["TRINE_FUZZ"].flatMap { Int($0) }
    return wish.map { max(1, $0 / tests) } ?? 500
  }()

  /// The seeds of all tests here and in `BibliographyFuzzTests`.
  private static let tests = 20
}

/// Texts made of the pieces the readers look for, in any order, and of sound ones with damage.
struct TextMaker {
  var numbers: SeededNumbers

  private static let pieces = [
    "---", "\n", "\r\n", " ", "\t", "#", "##", "## In three lines\n", "## この論文の貢献\n", "1. ", "２．",
    "- ",
    "title: ", "year: 2016\n", "citekey:", "\"", "'", "[", "]", "{", "}", "(", ")", ",", ":", "&a",
    "*a",
    "!", "|", ">", "%", "@", "@article{", "@string{", "@comment", "a = ", "#", "\\", "\\\"", "\\'{",
    "\\c",
    "\\unknown", "$", "~", "``", "''", "--", "<!--", "-->", "```", "~~~", "and", "word", "漢", "か",
    "ん", "っ",
    "ー", "ﾞ", "\u{301}", "\u{3099}", "\u{0}", "\u{7}", "\u{FEFF}", "\u{2028}", "😀", "é", "0",
    "9999999999999999999",
  ]

  mutating func text() -> String {
    let count = Int.random(in: 0..<60, using: &numbers)
    return (0..<count).compactMap { _ in Self.pieces.randomElement(using: &numbers) }.joined()
  }

  /// A sound text with a stretch of it cut out and something else put in.
  mutating func damaged(_ sound: String) -> String {
    var scalars = Array(sound.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      let start = Int.random(in: 0...scalars.count, using: &numbers)
      let end = min(scalars.count, start + Int.random(in: 0..<20, using: &numbers))
      scalars.replaceSubrange(start..<end, with: Array(text().unicodeScalars.prefix(12)))
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

@Suite("Any text at all")
struct FuzzTests {
  private static let count = FuzzCount.perTest

  @Test(
    "is a note, or has a problem in words with a place in the file",
    arguments: [1, 2, 3] as [UInt64]
  )
  func notes(seed: UInt64) {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    for round in 0..<Self.count {
      let text = round.isMultiple(of: 2) ? maker.text() : maker.damaged(soundNote)
      let file = round.isMultiple(of: 7) ? maker.text() + ".md" : "notes/papers/a.md"
      let findings = PaperNoteParser.diagnostics(text, file: file)
      let entry = PaperNoteParser.entry(text, file: file)
      let lineCount = TextLines(text).lines.count
      #expect((entry.problem == nil) == findings.isEmpty)
      #expect(findings.allSatisfy { (1...lineCount).contains($0.location?.line ?? 0) }, "\(text)")
      #expect(entry.problem != nil || !entry.note.title.isEmpty)
    }
  }

  @Test("survives being written as a note and read again", arguments: [4, 5] as [UInt64])
  func writtenNotes(seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    let key = try #require(CitationKey("a"))
    for _ in 0..<Self.count {
      let note = PaperNote(
        citekey: key,
        title: "x" + maker.text(),
        authors: ["a" + maker.text()],
        tags: ["t" + maker.text()],
        status: .read,
        lines: ["x" + maker.text(), "y", "z"],
        criticises: "x" + maker.text(),
        contributes: "x" + maker.text()
      )
      let entry = PaperNoteParser.entry(PaperNoteWriter.markdown(note, language: .ja), file: "a.md")
      #expect(entry.problem == nil, "\(note)")
      #expect(entry.note.title == note.title && entry.note.authors == note.authors)
      #expect(entry.note.tags == note.tags)
    }
  }

  @Test("is BibTeX, or has a place where it is not", arguments: [6, 7, 8] as [UInt64])
  func bibTeX(seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    let key = try #require(CitationKey("a"))
    let day = try #require(Day("2026-11-23"))
    let sound =
      "@article{a,\n title = {A {B} \\\"{u}},\n author = \"Du, A and Mo, B\",\n year = 2016\n}\n"
    for round in 0..<Self.count {
      let text = round.isMultiple(of: 2) ? maker.text() : maker.damaged(sound + sound)
      do {
        for entry in try BibTeXParser.entries(text, file: "a.bib") {
          let written = BibTeXWriter.file([entry.note(key: key, added: day)])
          #expect(throws: Never.self) { try BibTeXParser.entries(written, file: "b.bib") }
        }
      } catch let diagnostic as Diagnostic {
        let line = try #require(diagnostic.location?.line)
        #expect((1...(text.utf8.count { $0 == 10 } + 1)).contains(line))
      }
    }
  }

  @Test("survives being written as BibTeX and read again", arguments: [9, 10] as [UInt64])
  func writtenBibTeX(seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    let key = try #require(CitationKey("a"))
    let day = try #require(Day("2026-11-23"))
    for _ in 0..<Self.count {
      let title = "x" + maker.text().filter { !$0.isWhitespace }
      let note = PaperNote(citekey: key, title: title, authors: [title], venue: title, added: day)
      let entries = try BibTeXParser.entries(BibTeXWriter.file([note]), file: "a.bib")
      #expect(entries.first?.note(key: key, added: day) == note)
    }
  }

  @Test(
    "has a citation key or a reason why not, and never a key that is taken",
    arguments: [11] as [UInt64]
  )
  func keys(seed: UInt64) throws {
    var maker = TextMaker(numbers: SeededNumbers(state: seed))
    var taken: Set<CitationKey> = []
    for _ in 0..<Self.count {
      do {
        let key = try CitationKeyMaker.key(
          authors: [maker.text()],
          year: 2016,
          title: maker.text(),
          isTaken: taken.contains
        )
        #expect(taken.insert(key).inserted)
        #expect(
          key.description.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        )
      } catch let diagnostic as Diagnostic {
        #expect(diagnostic.fix?.contains("--key") == true)
      }
    }
  }

  @Test("may nest as deep as it likes")
  func depth() throws {
    let deep = 20_000
    for (open, close) in [
      ("{", "}"), ("[", "]"), ("- ", ""), ("<!--", "-->"), ("\\'{", "}"), ("ん", ""),
    ] {
      let text = String(repeating: open, count: deep) + String(repeating: close, count: deep)
      _ = PaperNoteParser.entry("---\ntitle: \(text)\n---\n\(text)", file: "a.md")
      let entries = try? BibTeXParser.entries("@misc{a, title = {\(text)}}", file: "a.bib")
      _ = entries?.first?.text("title")
      _ = Romaji.text(text)
    }
  }
}
