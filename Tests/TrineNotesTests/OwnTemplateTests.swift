// SPDX-License-Identifier: MIT

import Testing
import TrineCore

@testable import TrineNotes

@Suite("A workspace's own template for papers")
struct OwnTemplateTests {
  private let file = "notes/templates/paper.md"

  private func note() throws -> PaperNote {
    PaperNote(
      citekey: try #require(CitationKey("a2016")),
      title: "A: \"b\"",
      authors: ["C, D"],
      year: 2016,
      tags: ["x", "lab"],
      added: Day("2026-11-26"),
      lines: ["One.", "Two.", "Three."],
      criticises: "Four.",
      contributes: "Five.",
      bibtex: [BibTeXField(name: "pages", value: "1")]
    )
  }

  private let template = """
    ---
    # ours
    mood: curious  # how
    citekey:
    title: ""      # whole
    tags: [lab]
    status: to-read
    venue:
    added:
    ---
    Read by: nobody

    ## Contributions
    <!-- new? -->

    ## In three lines
    <!-- exactly -->
    1. the problem
    2.
       idea
    3.

    ## Ours
    - [ ] code?

    ## What it criticises
    In short:

    """

  @Test("keeps its order, unknown keys, remarks and sections, and takes in what is known")
  func filled() throws {
    let text = try OwnTemplate(template, file: file)
      .markdown(note(), abstract: "Six.\nSeven.", language: .en)
    #expect(
      text == """
        ---
        # ours
        mood: curious  # how
        citekey: a2016
        title: "A: \\"b\\""      # whole
        authors: ["C, D"]
        year: 2016
        tags: [lab, x]
        status: to-read
        venue:
        added: 2026-11-26
        bibtex:
          pages: "1"
        ---
        Read by: nobody

        ## Contributions
        <!-- new? -->
        Five.

        ## In three lines
        <!-- exactly -->
        1. One.
        2. Two.
        3. Three.

        ## Ours
        - [ ] code?

        ## What it criticises
        In short:

        Four.

        ## Abstract
        Six.

        Seven.

        """
    )
  }

  @Test(
    "makes notes that say what they are to say, whatever its form",
    arguments: [
      "---\ntitle: x\n---", "---\n---\n",
      "\u{FEFF}---\r\ntitle: \"\"\r\nx: 1\r\n---\r\n## Digest",
      "---\nauthors:\n  - \"A\"\n  - \"B\" # second\ntags: [\n  lab\n]\nbibtex:\n  pages: \"9\"\n---\n",
      "---\n'title': >\n  folded\n  text\nx: |\n  kept\n---\n## 概要\n## 3行でまとめると\n- a\n- b\n",
      "---\nx: {a: 1}\n---\n## Claims\n- `a` b\n### What it contributes\ntext",
    ]
  )
  func forms(template: String) throws {
    var expected = try note()
    let text = try OwnTemplate(template, file: file)
      .markdown(expected, abstract: "Six.", language: .ja)
    let (found, findings) = PaperNoteParser.read(
      MarkdownPage(text),
      file: Workspace.note(expected.citekey)
    )
    #expect(findings.isEmpty)
    expected.tags = found.tags
    #expect(Set(found.tags) == ["x", "lab"])
    #expect(found.contributes.hasSuffix("Five."))
    expected.contributes = found.contributes
    #expect(found == expected)
    #expect(text.contains("Six."))
    #expect(!text.utf8.contains(0x0D) || !text.replacing("\r\n", with: "").utf8.contains(0x0A))
  }

  @Test(
    "is told with file and fix where no note can be made by it",
    arguments: [
      ("## In three lines\n", "has no front matter"), ("---\ntitle: x\n", "is not terminated"),
      ("---\ntitle: x: y\n---\n", "is not valid YAML"), ("---\n- a\n---\n", "is a list"),
      ("---\ntags: lab\n---\n", "'tags' is 'lab'"),
      ("---\ntitle: &t x\ny: *t\n---\n", "would not be read"),
      ("---\n---\n## What it criticises\n```\n## What it contributes\n", "would not be read"),
      ("---\n{title: x}\n---\n", "would not be read"),
    ]
  )
  func unusable(template: String, says: String) throws {
    let found = #expect(throws: Diagnostic.self) { try OwnTemplate(template, file: file) }
    let problem = try #require(found)
    #expect(problem.headline.hasPrefix("\(file):"), "\(problem)")
    #expect(problem.message.hasPrefix("no note can be made by this template, and nothing was "))
    #expect(problem.message.contains(says), "\(problem)")
    #expect(problem.fix?.hasSuffix("remove \(file) to have Trine's own") == true)
  }
}
