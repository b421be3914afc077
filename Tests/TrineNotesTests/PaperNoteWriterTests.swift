// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

@Suite("Writing a paper note")
struct PaperNoteWriterTests {
  private let key: CitationKey

  init() throws {
    key = try #require(CitationKey("akiba2017chainermn"))
  }

  @Test("gives the form every note has")
  func form() {
    let note = PaperNote(
      citekey: key,
      title: "ChainerMN: Scalable \"Deep\" Learning",
      authors: ["Akiba, Takuya", "鈴木, 脩司"],
      year: 2017,
      venue: "arXiv",
      arxiv: "1710.11351",
      doi: "10.1000/a",
      tags: ["sync", "all reduce", "分散"],
      status: .read,
      added: Day("2026-11-23"),
      read: Day("2026-11-24"),
      lines: ["One.", "Two\nmore.", "Three."],
      criticises: "a",
      contributes: "b"
    )
    let expected = #"""
      ---
      citekey: akiba2017chainermn
      title: "ChainerMN: Scalable \"Deep\" Learning"
      authors: ["Akiba, Takuya", "鈴木, 脩司"]
      year: 2017
      venue: "arXiv"
      arxiv: "1710.11351"
      doi: "10.1000/a"
      tags: [sync, "all reduce", 分散]
      status: read
      added: 2026-11-23
      read: 2026-11-24
      ---

      ## In three lines
      1. One.
      2. Two more.
      3. Three.

      ## What it criticises
      a

      ## What it contributes
      b

      ## Claims

      ## Digest

      """#
    #expect(PaperNoteWriter.markdown(note, language: .en) == expected)
  }

  @Test("leaves out what is not set, in Japanese too")
  func bare() {
    let expected = """
      ---
      citekey: akiba2017chainermn
      title: "題名"
      status: to-read
      ---

      ## 3行でまとめると
      1.
      2.
      3.

      ## この論文が批判していること

      ## この論文の貢献

      ## 主張

      ## 要旨

      """
    let note = PaperNote(citekey: key, title: "題名")
    #expect(PaperNoteWriter.markdown(note, language: .ja) == expected)
  }

  @Test(
    "is undone by reading, whatever the texts hold",
    arguments: Language.allCases,
    [
      "plain", "a: b # c", "\"quoted\" \\back\\", "tab\there", "[x], {y} & *z*", "- dash", "---",
      "null", "2016", "絵文字 😀 と全角　空白", "nel\u{85}ls\u{2028}bom\u{FEFF}nul\u{0}bell\u{7}", "'", "% @",
      "~", "e\u{301}", "🇯🇵",
    ]
  )
  func roundTrip(language: Language, text: String) {
    let note = PaperNote(
      citekey: key,
      title: text,
      authors: [text, "B, \(text)"],
      year: 1,
      venue: text,
      arxiv: text,
      doi: text,
      tags: [text, "t"],
      status: .revisit,
      added: Day("2026-11-23"),
      read: Day("2026-11-24"),
      lines: ["x\(text)", "2. \(text)y", "z"],
      criticises: "x\(text)",
      contributes: "*\(text)*"
    )
    let written = PaperNoteWriter.markdown(note, language: language)
    var expected = note
    // A note without a value and one whose value is null are the same.
    expected.lines = note.lines.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
    let entry = PaperNoteParser.entry(written, file: "notes/papers/akiba2017chainermn.md")
    #expect(entry.problem == nil)
    #expect(entry.note == expected)
  }

  @Test("keeps a section's text inside its section")
  func contained() {
    let note = PaperNote(
      citekey: key,
      title: "T",
      status: .read,
      lines: ["a", "b", "c"],
      criticises: "## Claims\n# Two\n```\n# code",
      contributes: "fine <b>\n\n<!-- open\n## Digest"
    )
    let text = PaperNoteWriter.markdown(note, language: .en)
    let entry = PaperNoteParser.entry(text, file: "akiba2017chainermn.md")
    #expect(entry.problem == nil)
    #expect(entry.note.criticises == "### “Claims”\n### Two\n```\n# code\n```")
    #expect(entry.note.contributes == "fine <b>")
    #expect(text.hasSuffix("## Digest\n-->\n\n## Claims\n\n## Digest\n"))
  }

  @Test(
    "needs three lines or none from flags",
    arguments: [
      (["a", "b"], "has 2 lines"), (["a"], "has 1 line;"), (["a", "b", "c", "d"], "has 4 lines"),
      (["a", " ", "c"], "line 2 of the three-line summary is empty"),
    ]
  )
  func flags(lines: [String], says: String) throws {
    let diagnostic = try #require(throws: Diagnostic.self) { try ThreeLines.checked(lines) }
    #expect(diagnostic.message.contains(says))
    #expect(diagnostic.cause == .usage)
    #expect(try ThreeLines.checked([]).isEmpty)
    #expect(try ThreeLines.checked([" a\nb", "二\n行", "c"]) == ["a b", "二行", "c"])
  }
}

@Suite("The template in the editor")
struct EditedTemplateTests {
  private let template: String
  private let day: Day

  init() throws {
    day = try #require(Day("2026-11-23"))
    template = PaperTemplate.markdown(language: .en, today: day)
  }

  private func filled(_ text: String) -> String {
    text.replacing("title: \"\"", with: "title: \"Go Fast\"")
      .replacing("authors: []", with: "authors: [\"Du, A\"]").replacing("year:", with: "year: 2016")
  }

  @Test("unchanged or emptied adds nothing", arguments: Language.allCases)
  func nothing(language: Language) {
    let template = PaperTemplate.markdown(language: language, today: day)
    let windows = template.replacing("\n", with: "\r\n") + "\r\n"
    for text in ["", " \n", template, template + "\n\n", windows] {
      guard case .nothing = EditedTemplate(text, template: template, holder: { _ in nil }) else {
        Issue.record("not nothing: \(text)")
        continue
      }
    }
  }

  @Test("is a note that waits to be read, with every heading", arguments: Language.allCases)
  func sound(language: Language) {
    let template = PaperTemplate.markdown(language: language, today: day)
    #expect(PaperNoteParser.diagnostics(filled(template), file: "a.md").isEmpty)
    let note = PaperNoteParser.entry(filled(template), file: "a.md").note
    #expect(note.added == day && note.status == .toRead && note.authors == ["Du, A"])
    for heading in NoteHeading.allCases {
      #expect(template.contains("\n## \(heading.title(in: language))\n"))
    }
  }

  @Test("gets its key filled in and no other byte changed", arguments: ["\n", "\r\n"])
  func key(end: String) throws {
    let text = filled(template).replacing("\n", with: end)
    guard
      case .note(let key, let stored) = EditedTemplate(
        text,
        template: template,
        holder: { _ in nil }
      )
    else { return #expect(Bool(false), "no key") }
    #expect(key.description == "du2016go")
    #expect(stored == text.replacing("citekey:\(end)", with: "citekey: du2016go\(end)"))
  }

  @Test(
    "takes a key that is given, wherever it stands",
    arguments: [
      ("citekey:", "citekey: own2016  # mine", "citekey: own2016  # mine"),
      ("citekey:", "citekey:   # mine", "citekey: own2016   # mine"),
      ("citekey:\n", "", "---\ncitekey: own2016\n#"),
      ("---\n#", "#", "---\ncitekey: own2016\n---\n\n#"),
    ]
  )
  func givenKey(found: String, written: String, expected: String) throws {
    let own = try #require(CitationKey("own2016"))
    let range = try #require(template.firstRange(of: found))
    let text = template.replacingCharacters(in: range, by: written)
    guard
      case .note(let key, let stored) = EditedTemplate(
        text,
        template: template,
        key: own,
        holder: { _ in nil }
      )
    else { return #expect(Bool(false), "no key") }
    #expect(key == own)
    #expect(stored.contains(expected))
    #expect(PaperNoteParser.entry(stored, file: "own2016.md").problem?.contains("citekey") != true)
  }

  @Test("keeps a mark that stands over a space at its end")
  func markOverSpace() throws {
    let key = try #require(CitationKey("a"))
    var note = PaperNote(citekey: key, title: "T", status: .read, lines: ["a", "b", "c"])
    (note.criticises, note.contributes) = ("x", "x\n- \u{FF9E}")
    let read = PaperNoteParser.entry(PaperNoteWriter.markdown(note, language: .en), file: "a.md")
    #expect(read.problem == nil && read.note.contributes == note.contributes)
    note.criticises = "x\n-\u{2028}"
    let heading = PaperNoteParser.entry(PaperNoteWriter.markdown(note, language: .en), file: "a.md")
    #expect(heading.problem == nil)
  }

  @Test(
    "without a key is kept, and says what is missing",
    arguments: [
      ("title: \"Go Fast\"", "title:", "without a title"),
      ("[\"Du, A\"]", "[]", "without an author"), ("year: 2016", "year:", "without a year"),
      ("Du, A", "山田, 太郎", "'山田', the family name"),
      ("citekey:", "citekey: 山田2020", "'citekey' is '山田2020'"),
      ("citekey:", "citekey: old2000", "there is a note with the key 'old2000' already"),
      ("[\"Du, A\"]", "[\"Du, A\"", "line 6: the front matter is not valid YAML"),
      ("read:\n---", "read:\n", "line 1: the front matter that begins here is not terminated"),
    ]
  )
  func keyless(found: String, written: String, says: String) throws {
    let text = filled(template).replacing(found, with: written)
    let old = try #require(CitationKey("old2000"))
    guard
      case .keyless(let kept, let problem) = EditedTemplate(
        text,
        template: template,
        holder: { $0 == old ? "notes/papers/old2000.md" : nil }
      )
    else { return #expect(Bool(false), "a key") }
    #expect(kept == text)
    #expect(problem.message.contains(says))
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, by text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
