// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineNotes

/// The pages that new notes begin with: the workspace's own in `notes/templates`, else Trine's in the
/// workspace's language.
///
/// In one of the workspace's own, `{{title}}`, `{{name}}` and `{{today}}` stand for what is known.
struct Templates {
  let workspace: Workspace
  let today: Day

  /// A topic's page.
  func topic(title: String, name: String) throws -> String {
    guard let own = try own("topic") else {
      let language = workspace.settings.language
      return TopicTemplate.markdown(title: title, language: language, today: today)
    }
    let values = ["title": title, "name": name, "today": "\(today)"]
    return UserTemplate.filled(own, values, title: title)
  }

  /// A paper's note for the editor.
  func paper() throws -> String {
    guard let own = try own("paper") else {
      return PaperTemplate.markdown(language: workspace.settings.language, today: today)
    }
    return UserTemplate.filled(own, ["today": "\(today)"])
  }

  /// Writes notes of papers, with their abstracts, that are known already.
  /// - Throws: a `Diagnostic` when none can be made by the workspace's own template.
  func paperWriter() throws -> (_ note: PaperNote, _ abstract: String) -> String {
    let language = workspace.settings.language
    guard let own = try own("paper") else {
      return { note, abstract in
        PaperNoteWriter.markdown(note, language: language)
          + AbstractSection.markdown(abstract, language: language)
      }
    }
    let text = UserTemplate.filled(own, ["today": "\(today)"])
    let template = try OwnTemplate(text, file: Self.file("paper"))
    return { template.markdown($0, abstract: $1, language: language) }
  }

  private static func file(_ name: String) -> String { "notes/templates/\(name).md" }

  private func own(_ name: String) throws -> String? {
    let file = Self.file(name)
    guard FileText.exists(workspace.path(file)) else { return nil }
    return try FileText.readValid(workspace.path(file), as: file)
  }
}
