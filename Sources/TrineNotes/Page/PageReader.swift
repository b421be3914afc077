// SPDX-License-Identifier: MIT

public import TrineCore

/// Makes of a Markdown file what the catalog keeps of it.
///
/// It never fails: what can be read is kept, and the first problem is told in words.
public enum PageReader {
  /// What changes in how files are read, so that all are read again after it; counts with the words'
  /// own version.
  public static let version = SearchWords.version + 1000 * 7

  /// A paper's note.
  public static func paper(_ bytes: [UInt8], _ stamp: PageStamp) -> Page {
    let (text, problem) = decoded(bytes)
    let page = MarkdownPage(text)
    let (note, findings) = PaperNoteParser.read(page, file: stamp.file)
    let facts = [
      note.citekey.description, note.venue, note.arxiv, note.doi, note.year.map(String.init),
    ]
    let names = note.authors + note.tags + note.aliases
    let claims = ClaimList(page.sections[.claims])
    var read = Page(
      stamp: stamp,
      kind: .paper,
      name: note.citekey.description,
      title: note.title,
      tags: note.tags,
      problem: problem ?? PaperNoteParser.problem(findings),
      paper: note,
      links: LinkReader.links(in: page, file: stamp.file),
      claims: claims.claims,
      words: words(note.title, facts.compactMap(\.self) + names, page, abstract(note.bibtex))
    )
    read.bibliography = BibTeXWriter.written(note)
    read.findings = problem.map { [.unreadable($0)] } ?? findings + claims.findings
    read.headings = headings(page)
    return read
  }

  /// A page of the lab's wiki; its title is that of its front matter, else its first heading, else
  /// its name.
  public static func topic(_ bytes: [UInt8], _ stamp: PageStamp) -> Page {
    markdown(bytes, stamp, .topic)
  }

  /// A weekly report or a run's card.
  public static func report(_ bytes: [UInt8], _ stamp: PageStamp) -> Page {
    markdown(bytes, stamp, .report)
  }

  private static func markdown(_ bytes: [UInt8], _ stamp: PageStamp, _ kind: PageKind) -> Page {
    let (text, problem) = decoded(bytes)
    let page = MarkdownPage(text)
    let name = NoteFileName(stamp.file).stem
    var fields = NoteFields(page.lines, page.frontMatter, file: stamp.file)
    let title = fields.text("title") ?? page.sections.topTitle ?? name
    let tags = fields.list("tags")
    let findings = page.frontMatter == .missing ? [] : fields.findings
    var read = Page(
      stamp: stamp,
      kind: kind,
      name: name,
      title: title,
      tags: tags,
      problem: problem ?? PaperNoteParser.problem(findings),
      links: LinkReader.links(in: page, file: stamp.file),
      words: words(title, [name] + tags, page)
    )
    read.findings = problem.map { [.unreadable($0)] } ?? findings
    read.headings = headings(page)
    return read
  }

  private static func headings(_ page: MarkdownPage) -> [String] {
    page.outline.lines.flatMap { line in
      guard case .heading(_, let title) = line.kind else { return [String]() }
      return NoteHeading(title)?.foldedTitles ?? [FoldedHeading.text(title)]
    }
  }

  /// What of a Markdown text is searched beside its title and facts: what stands behind the front matter,
  /// and a paper's abstract.
  public static func body(_ text: String) -> String {
    let page = MarkdownPage(text)
    var fields = NoteFields(page.lines, page.frontMatter, file: "")
    return [String(page.text[page.bodyStart...]), abstract(fields.bibtex())].joined(separator: "\n")
  }

  /// What an entry says of the paper's content.
  private static func abstract(_ fields: [BibTeXField]) -> String {
    let names = ["abstract", "annote", "annotation"]
    return fields.filter { names.contains($0.name) }.map { TeXText.unicode($0.value) }
      .joined(separator: "\n")
  }

  /// The words of a page that is no Markdown, such as an experiment.
  public static func words(title: String, facts: [String], body: String) -> PageWords {
    PageWords(
      title: SearchWords(title).text,
      facts: SearchWords(facts.joined(separator: " ")).text,
      body: SearchWords(body).text
    )
  }

  private static func words(
    _ title: String,
    _ facts: [String],
    _ page: MarkdownPage,
    _ more: String = ""
  ) -> PageWords {
    PageWords(
      title: SearchWords(title).text,
      facts: SearchWords(facts.joined(separator: " ")).text,
      body: SearchWords(page.text[page.bodyStart...]).text + SearchWords(more).text
    )
  }

  private static func decoded(_ bytes: [UInt8]) -> (text: String, problem: String?) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, nil) }
    return (String(decoding: bytes, as: UTF8.self), "the file is not UTF-8")
  }
}

// MARK: - Places

extension PageReader {
  /// The line, from 1, of a heading of a Markdown text or of a claim in it.
  public static func line(of heading: String, in text: String) -> Int? {
    let page = MarkdownPage(text)
    let claims = ClaimList(page.sections[.claims]).claims
    if let claim = claims.first(where: { $0.id == heading }) { return claim.line }
    return titles(page).first { $0.title.lowercased() == heading.lowercased() }?.line
  }

  /// The headings of a Markdown text with their lines, from 1, in order.
  public static func headings(_ text: String) -> [(title: String, line: Int)] {
    titles(MarkdownPage(text))
  }

  private static func titles(_ page: MarkdownPage) -> [(title: String, line: Int)] {
    page.outline.lines.compactMap { line in
      guard case .heading(_, let title) = line.kind else { return nil }
      return (title, line.number)
    }
  }

  /// The claims of a note's text.
  public static func claims(_ text: String) -> [PaperClaim] {
    ClaimList(MarkdownPage(text).sections[.claims]).claims
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unreadable(_ problem: String) -> Diagnostic {
    Diagnostic(.badData, problem, fix: "save the file as UTF-8")
  }
}
