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

  private func own(_ name: String) throws -> String? {
    let file = "notes/templates/\(name).md"
    guard FileText.exists(workspace.path(file)) else { return nil }
    return try FileText.readValid(workspace.path(file), as: file)
  }
}
