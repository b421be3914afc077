// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineNotes

/// `trine paper queue [KEY]`.
struct PaperQueue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Show the papers to read, or put one among them.",
    discussion: "The queue is in order of priority, 1 first, and then of the day they were added."
  )

  @Argument(
    help: "A paper to put into the queue.",
    completion: Completions.keys,
    transform: CitationKey.parsed
  )
  var key: CitationKey?

  @Option(help: "Its place: 1 is read before 2, and those without a number last.")
  var priority: Int?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var format: FormatOptions

  func validate() throws {
    if let priority, priority < 1 {
      throw ValidationError("--priority is \(priority); it must be 1 or more")
    }
    if priority != nil, key == nil {
      throw ValidationError("--priority needs a paper: trine paper queue KEY --priority 1")
    }
  }

  func run() throws {
    let open = try key == nil ? workspace.openToRead { try $0.syncNotes() } : workspace.open()
    if let key {
      try open.notes.edit(open.currentKey(key)) { editor in
        try editor.set("status", to: ReadingStatus.toRead.rawValue)
        if let priority { try editor.set("priority", to: "\(priority)") }
      }
      try open.syncOwnChanges()
    }
    let queue = ReadingQueue(try open.catalog.papers()).papers
    try format.print(PaperEntry.queueTable(queue), json: JSONValue.array(queue.map(\.json)))
    PaperEntry.tellProblems(queue)
  }
}
