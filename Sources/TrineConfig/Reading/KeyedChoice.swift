// SPDX-License-Identifier: MIT

import TrineCore

/// A choice that decides which other keys its section may have, as `format` does in `data`.
protocol KeyedChoice: CaseIterable, RawRepresentable<String> {
  /// The keys that go with it.
  var keys: [String] { get }
}

/// The texts that a sweep gives to each of its keys.
typealias SweptTexts = [DottedKey: Set<String>]

extension SectionReader {
  /// Reports the keys that belong to another choice than the one made under `name`.
  ///
  /// When the choice itself is swept, the keys of all its values may stand side by side; each run
  /// takes its own.
  func reportStrangers<Choice: KeyedChoice>(to choice: Choice, under name: String) {
    guard problems.areSound(full(name)) else { return }
    for stranger in names where !choice.keys.contains(stranger) {
      let owners = Choice.allCases.filter { $0.keys.contains(stranger) }.map(\.rawValue)
      guard let entry = entry(stranger), !owners.isEmpty,
        swept[full(name), default: []].isDisjoint(with: owners)
      else { continue }
      problems.add(
        .stranger(entry, full(stranger), to: choice, under: name, owners: owners),
        about: full(stranger)
      )
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func stranger<Choice: KeyedChoice>(
    _ entry: ConfigEntry,
    _ key: DottedKey,
    to choice: Choice,
    under name: String,
    owners: [String]
  ) -> Diagnostic {
    let own = choice.keys.isEmpty ? "" : ", which has \(choice.keys.joined(separator: ", "))"
    return Diagnostic(
      at: entry.location,
      "'\(key)' does not belong to \(name): \(choice.rawValue)\(own)",
      fix: "delete it, or use \(name): \(owners.joined(separator: " or "))"
    )
  }
}
