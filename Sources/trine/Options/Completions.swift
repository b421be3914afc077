// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineCatalog
import TrineConfig
import TrineCore
import TrineFiles
import TrineLaunch
import TrineNotes

/// What the shell may complete: names of the workspace; none where there is no workspace.
enum Completions {
  /// Citation keys.
  static let keys = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { try NoteStore(workspace: $0).keys().map(\.description) }
  }

  /// Names of topics.
  static let topics = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { topics(in: $0) }
  }

  /// All that links can name: citation keys, topics, `exp:NAME` and `run:ID`.
  static let pages = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { workspace in
      try NoteStore(workspace: workspace).keys().map(\.description) + topics(in: workspace)
        + experiments(in: workspace).map { "exp:\($0)" }
        + RunReader.ids(in: workspace).map { "run:\($0)" }
    }
  }

  /// Ids of runs, and `latest`.
  static let runs = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { workspace in
      RunReader.ids(in: workspace).map(\.description) + ["latest"]
    }
  }

  /// Names of experiments.
  static let experiments = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { experiments(in: $0) }
  }

  /// Claims of all notes.
  static let claims = CompletionKind.custom { words, _, beginning in
    names(beginning, words) { workspace in
      let catalog = try Catalog.open(at: workspace.path(Workspace.catalog))
      return try catalog.claims().map { "\($0.citekey)#\($0.claim.id)" }
    }
  }

  private static func experiments(in workspace: Workspace) -> [String] {
    stems(Workspace.experiments, ".yaml", workspace)
  }

  private static func topics(in workspace: Workspace) -> [String] {
    stems(Workspace.topics, ".md", workspace)
  }

  private static func stems(_ folder: String, _ suffix: String, _ workspace: Workspace) -> [String]
  {
    Folder.names(in: workspace.path(folder), suffix: suffix).map {
      String($0.dropLast(suffix.count))
    }
  }

  /// Those of some names that begin like what was typed.
  private static func names(
    _ beginning: String,
    _ words: [String],
    _ list: (Workspace) throws -> [String]
  ) -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let workspace = try? WorkspaceFinder.find(
      from: FileManager.default.currentDirectoryPath,
      explicit: value(of: "--workspace", in: words) ?? environment["TRINE_WORKSPACE"]
    )
    guard let workspace, let names = try? list(workspace) else { return [] }
    return names.filter { $0.hasPrefix(beginning) }.sorted()
  }

  private static func value(of option: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == option, index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
