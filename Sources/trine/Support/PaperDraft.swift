// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import TrineCore
import TrineFiles
import TrineLaunch
import TrineNotes

/// A paper that is being noted in the user's editor.
///
/// While the editor is open the draft lies in the workspace under the id of this process: should the
/// machine go down, a later `trine paper add` goes on with it.
struct PaperDraft {
  let open: OpenWorkspace
  let today: Day

  private var folder: String { open.workspace.path(".trine") }
  private var path: String { "\(folder)/paper-draft-\(getpid()).md" }

  /// Opens the editor, on an earlier draft or a template, and makes a note of what comes back.
  /// - Returns: its key; `nil` when nothing was written.
  @discardableResult
  func add(key: CitationKey?) async throws -> CitationKey? {
    let template = try Templates(workspace: open.workspace, today: today).paper()
    if adopt(template) {
      Console.note("going on with what an earlier editor left")
    } else {
      try FileText.replace(path, with: template)
    }
    try await EditorProgram.edit(path)
    let text = try FileText.readValid(path)
    return try keep(EditedTemplate(text, template: template, key: key, holder: open.holder))
  }

  /// Takes over a draft whose process is gone; of two that want it, one gets it.
  private func adopt(_ template: String) -> Bool {
    let drafts = Folder.names(in: folder, suffix: ".md").filter { $0.hasPrefix("paper-draft-") }
    for name in drafts {
      let owner = name.dropFirst("paper-draft-".count).dropLast(".md".count)
      guard let process = Int32(owner), kill(process, 0) != 0, errno == ESRCH,
        rename("\(folder)/\(name)", path) == 0
      else { continue }
      if let text = try? FileText.read(path), text != template { return true }
    }
    return false
  }

  /// Stores what was written, also where it does not pass its checks yet, and says what is left to
  /// do; the draft goes only then.
  private func keep(_ edited: EditedTemplate) throws -> CitationKey? {
    switch edited {
    case .nothing:
      try removeDraft()
      Console.note("the template was left as it was; nothing was added")
      return nil
    case .note(let key, let text):
      let file = try open.notes.add(text, key: key)
      try removeDraft()
      Console.print("wrote \(file)")
      for finding in PaperNoteParser.diagnostics(text, file: file) {
        Console.note("to do: \(finding)")
      }
      return key
    case .keyless(let text, let problem):
      let file = try open.notes.keepDraft(text)
      try removeDraft()
      Console.note("what you wrote is kept in \(file)")
      throw problem
    }
  }

  private func removeDraft() throws {
    try FileManager.default.removeItem(atPath: path)
  }
}
