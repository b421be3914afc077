// SPDX-License-Identifier: MIT

import TrineCatalog
import TrineCore

extension OpenWorkspace {
  /// The topic of a name, or of a title in any case.
  /// - Throws: a `Diagnostic` that suggests the nearest name.
  func topic(named name: String) throws -> PageEntry {
    let topics = try catalog.pages(.topic)
    let topic =
      topics.first { $0.name == name }
      ?? topics.first { $0.title.lowercased() == name.lowercased() }
    if let topic { return topic }
    throw Diagnostic.noTopic(name, nearest: nearestName(to: name, among: topics.map(\.name)))
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noTopic(_ name: String, nearest: String?) -> Diagnostic {
    Diagnostic(
      .usage,
      "there is no page '\(name)' in \(Workspace.topics)",
      fix: nearest.map { "did you mean '\($0)'?" } ?? "see the pages there are: trine note list"
    )
  }
}
