// SPDX-License-Identifier: MIT

import TrineCore

/// Links from one page to other files of the workspace, made only where there is a file.
struct PageLinks {
  /// The page's folder, relative to the workspace.
  let folder: String
  /// Names for which there is an `experiments/NAME.yaml`.
  let experimentFiles: Set<String>
  /// The notes there are.
  let papers: [CitationKey: PaperEntry]
  /// The runs whose cards are known to be there.
  let runs: Set<RunID>

  /// Of several files that claim a key, the one without a problem counts, or else the first; a key that a
  /// paper had before leads to it, too.
  init(
    folder: String,
    experimentFiles: Set<String>,
    papers: [PaperEntry],
    runs: Set<RunID> = []
  ) {
    self.runs = runs
    self.folder = folder
    self.experimentFiles = experimentFiles
    let ordered = papers.sorted {
      ($0.problem == nil ? 0 : 1, $0.file) < ($1.problem == nil ? 0 : 1, $1.file)
    }
    let own = ordered.map { ($0.note.citekey, $0) }
    let earlier = ordered.flatMap { entry in
      entry.note.aliases.compactMap { CitationKey($0) }.map { ($0, entry) }
    }
    self.papers = Dictionary(own + earlier) { first, _ in first }
  }

  /// A run, linked to its card.
  func run(_ id: RunID, label: String? = nil) -> String {
    Markdown.link(label ?? id.description, to: path(to: Workspace.card(id)))
  }

  /// An experiment, linked to its file when it has one.
  func experiment(_ name: String) -> String {
    guard experimentFiles.contains(name) else { return Markdown.text(name) }
    return Markdown.link(name, to: path(to: "\(Workspace.experiments)/\(name).yaml"))
  }

  /// A paper, linked to its note when it has one.
  func paper(_ key: CitationKey) -> String {
    guard let entry = papers[key] else { return Markdown.code(key.description) }
    return Markdown.link(entry.note.citekey.description, to: path(to: entry.file))
  }

  /// A claim, linked to the note that makes it.
  func claim(_ reference: ClaimReference) -> String {
    guard let entry = papers[reference.paper] else { return Markdown.code(reference.description) }
    return Markdown.link(reference.description, to: path(to: entry.file))
  }

  /// The way from the page to a file of the workspace.
  func path(to file: String) -> String {
    var from = folder.split(separator: "/")[...]
    var way = file.split(separator: "/")[...]
    while let step = from.first, step == way.first, way.count > 1 {
      from.removeFirst()
      way.removeFirst()
    }
    return (from.map { _ in ".." } + way).joined(separator: "/")
  }
}
