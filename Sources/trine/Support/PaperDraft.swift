// SPDX-License-Identifier: MIT

import FoundationEssentials
import TrineCore
import TrineFiles
import TrineLaunch
import TrineNotes

/// A paper that is being noted in the user's editor.
///
/// The draft lies in the workspace until it has become a note, so that nothing written is ever lost:
/// the next `trine paper add` goes on with it.
struct PaperDraft {
  let open: OpenWorkspace
  let today: Day

  private var path: String { open.workspace.path(".trine/paper-draft.md") }

  /// Opens the editor, on an earlier draft or a template, and makes a note of what comes back.
  func add(key: CitationKey?) async throws {
    let template = PaperTemplate.markdown(language: open.workspace.settings.language, today: today)
    if FileText.exists(path) {
      Console.note("going on with the draft \(path)")
    } else {
      try FileText.replace(path, with: template)
    }
    try await EditorProgram.edit(path)
    let text = try FileText.read(path)
    guard text != template else {
      try FileManager.default.removeItem(atPath: path)
      Console.note("the template was left as it was; nothing was added")
      return
    }
    do {
      try keep(text, key: key)
    } catch {
      Console.note("what you wrote is kept; 'trine paper add' goes on with it")
      throw error
    }
    try FileManager.default.removeItem(atPath: path)
  }

  /// Stores the note even if it does not pass its checks yet, and says what is left to do.
  private func keep(_ text: String, key: CitationKey?) throws {
    let edited = try EditedTemplate(text, key: key, taken: open.notes.keys())
    let file = try open.notes.add(edited.text, key: edited.key)
    Console.print("wrote \(file)")
    for finding in PaperNoteParser.diagnostics(edited.text, file: file) {
      Console.note("to do: \(finding)")
    }
  }
}
