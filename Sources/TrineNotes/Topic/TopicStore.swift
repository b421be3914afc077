// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// The topics of a workspace on disk.
public struct TopicStore: Sendable {
  private let workspace: Workspace

  /// Names the topics of a workspace; nothing is read yet.
  public init(workspace: Workspace) {
    self.workspace = workspace
  }

  /// A topic's file, relative to the workspace.
  public static func file(of name: String) -> String { "\(Workspace.topics)/\(name).md" }

  /// Stores a new topic and gives back its file, relative to the workspace; one that is there is never
  /// overwritten.
  public func add(_ text: String, name: String) throws -> String {
    let file = Self.file(of: name)
    let new = NewFile(workspace.path(file), text, name: file)
    guard try FileText.create(new) else { throw Diagnostic.exists(name, file) }
    return file
  }

  /// The text of a topic's file.
  public func text(of file: String) throws -> String {
    do throws(SystemError) {
      return String(decoding: try FileBytes.readFile(workspace.path(file)), as: UTF8.self)
    } catch {
      throw Diagnostic.cannotRead(workspace.path(file), error, as: file)
    }
  }

  /// Everything wrong with a topic's front matter.
  public static func diagnostics(_ text: String, file: String) -> [Diagnostic] {
    let page = MarkdownPage(text)
    guard page.frontMatter != .missing else { return [] }
    var fields = NoteFields(page.lines, page.frontMatter, file: file)
    _ = (fields.text("title"), fields.list("tags"))
    return fields.findings
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func exists(_ name: String, _ file: String) -> Diagnostic {
    Diagnostic(
      .usage,
      at: SourceLocation(file: file),
      "there is a topic '\(name)' already; it was not changed",
      fix: "choose another name with --slug, or edit that one: trine note edit \(name)"
    )
  }
}
