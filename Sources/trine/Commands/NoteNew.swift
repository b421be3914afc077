// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCore
import TrineNotes

/// `trine note new TITLE`.
struct NoteNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a page of the lab's wiki.",
    discussion: """
      The file is named after the title, in ASCII words with hyphens; where that cannot be spelt for \
      certain, --slug names it. A file notes/templates/topic.md is what pages begin with, if there is one.
      """
  )

  @Argument(help: "The title.")
  var title: String?

  @Option(help: "The file's name, without .md, instead of one made from the title.")
  var slug: String?

  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    if title == nil, slug == nil { throw ValidationError("give a title, or a name with --slug") }
    if let title, title.allSatisfy(\.isWhitespace) { throw ValidationError("the title is empty") }
    if let slug, !TopicSlug.isSlug(slug) {
      throw ValidationError(
        "'--slug \(slug)' has more than ASCII letters, digits, '-', '_' and '.'"
      )
    }
  }

  func run() throws {
    let open = try workspace.open()
    let title = title ?? slug ?? ""
    let name = try slug ?? TopicSlug.slug(of: title)
    if let key = CitationKey(name), try open.holder(of: key) != nil {
      throw Diagnostic.isAKey(name)
    }
    let today = Day(Date(), in: open.workspace.settings.timeZone)
    let text = try Templates(workspace: open.workspace, today: today)
      .topic(title: title, name: name)
    Console.print("wrote \(try TopicStore(workspace: open.workspace).add(text, name: name))")
    try open.syncOwnChanges()
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func isAKey(_ name: String) -> Diagnostic {
    Diagnostic(
      .usage,
      "'\(name)' is a paper's citation key, and links would lead to the paper",
      fix: "choose another name with --slug"
    )
  }
}
