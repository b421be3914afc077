// SPDX-License-Identifier: MIT

import Testing
import TrineCore
import TrineNotes

/// A note that passes its checks, to be changed in one place.
let soundNote = """
  ---
  citekey: chen2016revisiting
  title: "Revisiting Distributed Synchronous SGD"
  authors: ["Chen, Jianmin", "Pan, Xinghao"]
  year: 2016
  venue: "arXiv"
  arxiv: 1604.00980
  tags: [sync, backup-workers]
  status: read            # to-read | reading | read | revisit
  added: 2026-11-23
  read: 2026-11-24
  mood: curious
  ---

  ## In three lines
  1. The problem.
  2. The idea.
  3. The result.

  ## What it criticises
  Stale gradients.

  ## What it contributes
  Backup workers.

  ## Digest
  [[dean2012large]]
  """

private let file = "notes/papers/chen2016revisiting.md"

@Suite("Reading a paper note")
struct PaperNoteParserTests {
  @Test("finds every field and section of a sound note")
  func soundNoteIsRead() throws {
    let entry = PaperNoteParser.entry(soundNote, file: file)
    let note = PaperNote(
      citekey: try #require(CitationKey("chen2016revisiting")),
      title: "Revisiting Distributed Synchronous SGD",
      authors: ["Chen, Jianmin", "Pan, Xinghao"],
      year: 2016,
      venue: "arXiv",
      arxiv: "1604.00980",
      tags: ["sync", "backup-workers"],
      status: .read,
      added: Day("2026-11-23"),
      read: Day("2026-11-24"),
      lines: ["The problem.", "The idea.", "The result."],
      criticises: "Stale gradients.",
      contributes: "Backup workers."
    )
    #expect(entry == PaperEntry(note: note, file: file))
    #expect(PaperNoteParser.diagnostics(soundNote, file: file).isEmpty)
  }

  @Test("does not mind blank lines above the front matter, and tells places below them")
  func blankLines() {
    let text = "\n \n" + soundNote
    #expect(PaperNoteParser.diagnostics(text, file: "chen2016revisiting.md").isEmpty)
    let problem = PaperNoteParser.diagnostics(
      text.replacing("year: 2016", with: "year: two"),
      file: "chen2016revisiting.md"
    ).first
    #expect(problem?.location?.line == 7)
  }

  @Test("does not mind CRLF and a byte order mark")
  func lineEnds() {
    let windows =
      "\u{FEFF}"
      + soundNote.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(
      PaperNoteParser.entry(windows, file: file) == PaperNoteParser.entry(soundNote, file: file)
    )
  }

  @Test(
    "knows the headings in both languages, any case, any width",
    arguments: [
      ("## In three lines", "## 3行でまとめると"), ("## In three lines", "## ３行で まとめると："),
      ("## In three lines", "##　三行でまとめると ##"), ("## In three lines", "## IN THREE LINES:"),
      ("## In three lines", "### Ｉｎ　３　ｌｉｎｅｓ"),
      ("## What it criticises", "## この論文が批判していること"),
      ("## What it criticises", "## What It Criticizes"),
      ("## What it contributes", "## **この論文の貢献**"), ("## Digest", "# 要旨"),
    ]
  )
  func headings(written: String, other: String) {
    let text = soundNote.replacing(written + "\n", with: other + "\n")
    #expect(text != soundNote)
    #expect(
      PaperNoteParser.entry(text, file: file) == PaperNoteParser.entry(soundNote, file: file)
    )
  }

  @Test(
    "takes numbers and bullets for lines, and what hangs under them",
    arguments: [
      "1) The problem.\n2) The idea.\n3) The result.",
      "- The problem.\n- The idea.\n- The result.",
      "* The problem.\n+ The idea.\n- The result.",
      "1. The\n   problem.\n2. The\nidea.\n3. The\n\n   result.",
      "  1. The problem.\n\n  2. The idea. <!-- really -->\n\n  3. The result.\n\nA remark.",
      "<!-- three!\n1. not a line\n-->\n1. The problem.\n2. The idea.\n3. The result.\n4.\n\n---",
    ]
  )
  func lists(summary: String) {
    let text = withSummary(summary)
    #expect(PaperNoteParser.diagnostics(text, file: file).isEmpty)
    #expect(
      PaperNoteParser.entry(text, file: file).note.lines
        == ["The problem.", "The idea.", "The result."]
    )
  }

  @Test("joins Japanese lines without a space")
  func japanese() {
    let text = withSummary("1. 同期は\n   速い。\n2. SGD\n   は良い\n3. 結果")
    #expect(PaperNoteParser.entry(text, file: file).note.lines == ["同期は速い。", "SGD は良い", "結果"])
  }

  @Test("sees no heading and no list inside code")
  func code() {
    let text = soundNote.replacing(
      "Stale gradients.",
      with:
        "```\n## What it contributes\n1. no\n```\n    ## indented\n~~~~\n~~~\n~~~~ x\n# no\n~~~~"
    )
    let entry = PaperNoteParser.entry(text, file: file)
    #expect(entry.problem == nil)
    #expect(entry.note.contributes == "Backup workers.")
    #expect(entry.note.criticises.hasSuffix("# no\n~~~~"))
  }

  @Test("takes the first of two sections, and deeper headings as part of one")
  func sections() {
    let text = soundNote.replacing(
      "## Digest",
      with: "### Detail\nx\n## What it criticises\ny\n# Other\nz"
    )
    let note = PaperNoteParser.entry(text, file: file).note
    #expect(note.criticises == "Stale gradients.")
    #expect(note.contributes == "Backup workers.\n\n### Detail\nx")
  }

  @Test("lets a note that is still to be read leave its sections empty")
  func toRead() {
    let text = """
      ---
      title: Later
      status: to-read
      ---
      ## In three lines
      1.
      2.
      3.
      """
    #expect(PaperNoteParser.diagnostics(text, file: "later.md").isEmpty)
  }
}

func withSummary(_ summary: String) -> String {
  soundNote.replacing("1. The problem.\n2. The idea.\n3. The result.", with: summary)
}

@Suite("What is wrong with a paper note")
struct PaperNoteDiagnosticsTests {
  @Test(
    "is told with line, column and value",
    arguments: [
      ("year: 2016", "year: two", "5:7: 'year' is 'two'"),
      ("year: 2016", "year: [2016]", "5:7: 'year' is a list"),
      ("year: 2016", "year: 12016", "5:7: 'year' is '12016'"),
      (
        "title: \"Rev", "titel: \"Rev",
        "1: the front matter has no 'title'\n  fix: write 'title' for 'titel'"
      ),
      (
        "title: \"Revisiting Distributed Synchronous SGD\"", "title:",
        "1: the front matter has no 'title'"
      ),
      ("title: \"Revisiting Distributed Synchronous SGD\"", "title: [a]", "3:8: 'title' is a list"),
      (
        "status: read ", "status: raed ",
        "9:9: 'status' is 'raed'\n  fix: write read after 'status:'"
      ),
      (
        "status: read ", "status: 7 ",
        "9:9: 'status' is '7'\n  fix: write to-read, reading, read, revisit"
      ),
      ("added: 2026-11-23", "added: 2026-02-30", "10:8: 'added' is '2026-02-30'"),
      ("read: 2026-11-24", "read: soon", "11:7: 'read' is 'soon'"),
      ("read: 2026-11-24", "priority: -5", "11:11: 'priority' is '-5'"),
      ("tags: [sync, backup-workers]", "tags: sync", "8:7: 'tags' is 'sync'"),
      ("\"Pan, Xinghao\"", "{a: b}", "4:28: 'authors' is a mapping"),
      (
        "citekey: chen2016", "citekey: chan2016",
        "2:10: 'citekey' is 'chan2016revisiting', but the file is named 'chen2016revisiting'"
      ),
      ("tags: [sync, ", "tags: [sync, [", "valid YAML"),
      (
        "\"Revisiting Distributed", "Revisiting: Distributed",
        "3:18: the front matter is not valid YAML: mapping values are not allowed in this context"
      ),
      (
        "title: \"Revisiting", "か\u{3099}名\ttitle: \"x\" y: \"Revisiting",
        "3:15: the front matter is not valid YAML"
      ),
      (
        "year: 2016", "year: 2016\nyear: 2017",
        "6:1: the front matter is not valid YAML: 'year' is given twice"
      ),
      (
        "year: 2016", "year: 20\u{7}16",
        "5:9: the front matter is not valid YAML: control characters are not allowed"
      ),
      (
        "\nmood: curious\n---\n", "\nmood: curious\n",
        "1: the front matter that begins here is not terminated"
      ),
      ("---\ncitekey", "citekey", "1: the note has no front matter"),
      (
        "3. The result.\n", "",
        "15:1: the three-line summary has 2 lines; it must have exactly three"
      ),
      (
        "3. The result.", "3. The result.\n4. More.\n5. More.",
        "19:1: the three-line summary has 5 lines"
      ),
      ("3. The result.", "3. The result.\n4. More.", "19:1: the three-line summary has 4 lines"),
      ("3. The result.", "3.", "15:1: the three-line summary has 2 lines"),
      ("2. The idea.\n3. The result.\n", "", "15:1: the three-line summary has 1 line;"),
      (
        "1. The problem.\n2. The idea.\n3. The result.", "",
        "15:1: the three-line summary has no lines"
      ),
      (
        "1. The problem.\n2. The idea.\n3. The result.", "１．あ\n２．い\n３．う",
        "15:1: the three-line summary has text but no list"
      ),
      ("## In three lines", "## In four lines", "1:1: the note has no section 'In three lines'"),
      ("Stale gradients.", "<!-- later -->", "20:1: the section 'What it criticises' is empty"),
      ("Backup workers.\n", "", "23:1: the section 'What it contributes' is empty"),
    ]
  )
  func message(found: String, changed: String, says: String) throws {
    let text = soundNote.replacing(found, with: changed)
    #expect(text != soundNote)
    let findings = PaperNoteParser.diagnostics(text, file: file)
    let all = findings.map(\.description).joined(separator: "\n")
    #expect(all.contains(says.first?.isNumber == true ? "\(file):\(says)" : says))
    #expect(findings.allSatisfy { $0.fix != nil && $0.cause == .badData })
    let entry = PaperNoteParser.entry(text, file: file)
    #expect(entry.problem?.contains(findings.first?.message ?? "none") == true)
    #expect(entry.note.citekey.description == "chen2016revisiting")
  }

  @Test("leaves readable what can be read")
  func salvage() throws {
    let open = soundNote.replacing("\nmood: curious\n---\n", with: "\nmood: curious\n")
    let broken = soundNote.replacing("mood: curious", with: "mood: [curious")
    let sound = PaperNoteParser.entry(soundNote, file: file).note
    #expect(PaperNoteParser.entry(open, file: file).note == sound)
    #expect(PaperNoteParser.entry(broken, file: file).note == sound)
    let bare = PaperNoteParser.entry("# A title\n\ntext", file: "a.md")
    #expect(bare.note.title == "A title")
    #expect(bare.problem == "line 1: the note has no front matter (and 1 more)")
    let problem = try #require(PaperNoteParser.entry(open, file: file).problem)
    #expect(problem == "line 1: the front matter that begins here is not terminated")
  }

  @Test(
    "does not miss a title that is there and cannot be read",
    arguments: ["title: a: b", "title: \"a", "title: >\n  a: b\nx: [", "x: [\ntitle: [a, \"b\n"]
  )
  func unreadableTitle(fields: String) {
    let findings = PaperNoteParser.diagnostics("---\n\(fields)\n---\n", file: "a.md")
    #expect(findings.count == 1)
    #expect(findings.first?.message.hasPrefix("the front matter is not valid YAML") == true)
    let without = PaperNoteParser.diagnostics("---\nx: [\n---\n", file: "a.md")
    #expect(without.contains { $0.message == "the front matter has no 'title'" })
  }

  @Test("includes a file name that is no citation key, and keeps such files apart")
  func fileNames() {
    let text = soundNote.replacing("citekey: chen2016revisiting\n", with: "")
    let first = PaperNoteParser.entry(text, file: "notes/papers/山田2020.md")
    #expect(first.note.citekey.description == "u5c71-u7530-2020")
    #expect(first.problem == "line 1: the file's name '山田2020' is not a citation key")
    let second = PaperNoteParser.entry(text, file: "notes/papers/田山2020.md")
    #expect(first.note.citekey != second.note.citekey)
    #expect(PaperNoteParser.entry(text, file: ".md").note.citekey.description == "note")
    #expect(PaperNoteParser.entry(text, file: "-.md").note.citekey.description == "note")
  }
}
