// SPDX-License-Identifier: MIT

import ArgumentParser
import Glibc
import TrineCheck
import TrineCore
import TrineIndex
import TrineLanguageServer

/// `trine lsp`.
struct EditorServer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve editors: completion, hover, definition, rename and findings over stdio.",
    discussion: """
      Speaks the Language Server Protocol 3.17. docs/editors.md shows how VS Code, Neovim and Emacs \
      start it.
      """
  )

  // Editors pass it by habit.
  @Flag(help: "Speak over standard input and output, as is done anyway.") var stdio = false

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let open = try workspace.open()
    let server = LanguageServer(
      open.workspace,
      catalog: open.catalog,
      findings: { texts in
        let checked = try CheckedWorkspace(open.catalog, open: OpenTexts(texts))
        return Dictionary(grouping: WorkspaceCheck.findings(in: checked), by: \.location.file)
          .mapValues { $0.map(\.documentFinding) }
      }
    )
    var framer = MessageFramer()
    while server.exitCode == nil, let bytes = Self.read() {
      framer.append(bytes)
      while server.exitCode == nil, let message = try framer.next() {
        for answer in server.answers(to: message) {
          Console.write(MessageFramer.framed(try JSONText.line(answer)))
        }
      }
    }
    // A client that is gone without a word has not said goodbye.
    throw ExitCode(server.exitCode ?? 1)
  }

  /// What comes next; `nil` at the end.
  private static func read() -> ArraySlice<UInt8>? {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      return count > 0 ? buffer[..<count] : nil
    }
  }
}
