// SPDX-License-Identifier: MIT

import TrineCore

extension RunPlan {
  /// Reports values that are right on their own and wrong together.
  ///
  /// A value that has a problem of its own is left out. What depends on a file's samples is
  /// checked by the ranks, which read it. Only the run's own mode is looked at.
  func reportContradictions(in root: ConfigNode, problems: Problems) {
    let check = ContradictionCheck(plan: self, root: root, problems: problems)
    check.shape()
    check.training()
    check.faults()
    guard check.areSound(["mode"] + ContradictionCheck.gridKeys) else { return }
    check.grid()
    check.samples()
    check.sharding()
    check.strictness()
    switch mode {
    case .sync: sync.map(check.sync)
    case .async: async.map(check.async)
    case .tensor: tensor.map(check.tensor)
    case .pipeline: pipeline.map(check.pipeline)
    }
  }
}

/// Looks for contradictions in a plan; what it looks for stands in extensions, by subject.
struct ContradictionCheck {
  let plan: RunPlan
  let root: ConfigNode
  let problems: Problems

  /// The keys that say how the ranks are arranged.
  static let gridKeys: [DottedKey] = ["grid", "grid.data", "grid.tensor", "grid.pipeline"]

  /// Whether the values of all these keys were read without a problem.
  func areSound(_ keys: [DottedKey]) -> Bool { problems.areSound(keys) }

  /// Whether the experiment says a value for the key.
  func isGiven(_ key: DottedKey) -> Bool { root.node(at: key) != nil }

  /// Where the first of these keys that is given stands.
  func place(_ keys: [DottedKey]) -> SourceLocation {
    root.location(of: keys.first(where: isGiven) ?? keys[0])
  }

  /// Reports a contradiction between the values of some keys, at the first that is given.
  func report(
    _ keys: [DottedKey],
    if isWrong: Bool,
    _ message: @autoclosure () -> String,
    fix: @autoclosure () -> String
  ) {
    guard isWrong, areSound(keys) else { return }
    problems.add(Diagnostic(at: place(keys), message(), fix: fix()), about: nil)
  }
}

/// A key that has been given a value other than the usual one.
struct Choice {
  let key: DottedKey
  /// The value as the experiment writes it.
  let value: String
  let isMade: Bool

  init(_ key: DottedKey, _ value: String, if isMade: Bool = true) {
    self.key = key
    self.value = value
    self.isMade = isMade
  }

  /// How messages name it.
  var text: String { "'\(key)' is \(value)" }

  /// The last part of the key, as fixes name it.
  var name: String { key.parts.last ?? "" }
}

extension ContradictionCheck {
  /// Reports two choices that were both made and exclude each other.
  func exclude(_ first: Choice, _ second: Choice, because reason: String, fix: String? = nil) {
    report(
      [first.key, second.key],
      if: first.isMade && second.isMade,
      "\(first.text) and \(second.text); \(reason)",
      fix: fix ?? "leave out \(first.name) or \(second.name)"
    )
  }
}

extension DottedKey: ExpressibleByStringLiteral {
  init(stringLiteral text: String) {
    self.init(text)
  }
}
