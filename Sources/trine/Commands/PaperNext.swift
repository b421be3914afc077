// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore

/// `trine paper next`.
struct PaperNext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Show the paper to read next, and how many wait behind it."
  )

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: PageFormatOptions

  func run() throws {
    let open = try workspace.openToRead { try $0.syncNotes() }
    let queue = ReadingQueue(try open.catalog.papers()).papers
    guard let next = queue.first else {
      if format.format == .json { Console.print("null") }
      return Console.note("there is no paper to read: trine paper add, or trine paper queue KEY")
    }
    switch format.format {
    case .json: Console.print(try JSONText.pretty(next.json))
    case .text:
      let title = next.note.title.withoutControls
      Console.print("\(next.note.citekey)  \(title)\n\(next.file)")
    }
    Console.note(queue.count == 1 ? "it is the last one" : "\(queue.count - 1) more to read")
  }
}
