// SPDX-License-Identifier: MIT

import TrineCore

/// Finds out what a run's stored config has where a file has this or that.
///
/// `30 s` is stored as 30, `1 epoch` as an object, and what may stand where only each section's reader
/// knows. So the values are put into the experiment, it is read, and what comes out of it is looked at:
/// no second table of types has to be kept.
struct ConfigProbe {
  private let root: ConfigNode
  private let file: String

  /// Probes with the mapping of one of the experiment's runs.
  init(root: ConfigNode, file: String) {
    self.root = root
    self.file = file
  }

  /// The values as a config's JSON has them; `nil` when one of them has a problem, which is noted.
  func selection(_ values: [SelectedValue], problems: Problems) -> ConfigSelection? {
    let found = Problems(file: file)
    let plan = RunPlan(
      reading: probed(values),
      swept: [:],
      defaultName: "probe",
      problems: found
    )
    let config = (try? plan.config()) ?? .null
    let wrong = values.flatMap { found.problems(about: $0.key) }
    for problem in wrong { problems.add(problem.withoutDefault) }
    guard wrong.isEmpty else { return nil }
    let pairs = values.map { value in
      let key = value.key.description
      return (key, config.value(at: key) ?? value.node.literal)
    }
    return ConfigSelection(Dictionary(pairs) { first, _ in first })
  }

  private func probed(_ values: [SelectedValue]) -> ConfigNode {
    var node = root
    for value in values { node.set(value.key, to: value.node) }
    let given = Set(values.map(\.key))
    for value in values {
      for choice in OwningChoice.all(of: value.key)
      where !given.contains(choice.key) && !choice.isMade(in: node) {
        let owner = ConfigNode.Value.scalar(choice.owners[0], isQuoted: false)
        node.set(choice.key, to: ConfigNode(value: owner, location: value.location))
      }
    }
    return node
  }
}

/// A choice that must be made for a key to be read at all: `train.optimizer.kind: adam` for
/// `train.optimizer.beta1`.
private struct OwningChoice {
  /// The key of the choice.
  let key: DottedKey
  /// The values that have the key they are asked for; never none.
  let owners: [String]

  /// The choices that a key depends on.
  static func all(of key: DottedKey) -> [OwningChoice] {
    guard key.parts.count > 1, let name = key.parts.last else { return [] }
    let modes = RunPlan.Mode.allCases.map(\.rawValue).filter { $0 == key.parts[0] }
    let mode = modes.isEmpty ? nil : OwningChoice(key: "mode", owners: modes)
    let own: OwningChoice? =
      switch key.parts.dropLast().joined(separator: ".") {
      case "data": choice("data.format", DataPlan.Format.self, of: name)
      case "train.optimizer": choice("train.optimizer.kind", OptimizerPlan.Kind.self, of: name)
      case "train.learningRate":
        choice("train.learningRate.schedule", LearningRatePlan.Schedule.self, of: name)
      case "sync": choice("sync.compression", SyncPlan.Compression.self, of: name)
      case "faults.delay":
        choice("faults.delay.distribution", FaultsPlan.Delay.Distribution.self, of: name)
      default: nil
      }
    return [mode, own].compactMap(\.self)
  }

  /// Whether a config has one of the values.
  func isMade(in node: ConfigNode) -> Bool {
    guard case .scalar(let text, _) = node.node(at: key)?.value else { return false }
    return owners.contains(text)
  }

  private static func choice<Choice: KeyedChoice>(
    _ key: DottedKey,
    _ type: Choice.Type,
    of name: String
  ) -> OwningChoice? {
    let owners = Choice.allCases.filter { $0.keys.contains(name) }.map(\.rawValue)
    return owners.isEmpty ? nil : OwningChoice(key: key, owners: owners)
  }
}

// MARK: - Values

extension ConfigNode {
  /// The value as it looks, for a key that has none in the plan: `auto` stands where `null` may.
  fileprivate var literal: JSONValue {
    switch value {
    case .scalar(let text, let isQuoted):
      if isQuoted { return .string(text) }
      if isNull || text == RunPlan.autoThreads || text == TensorPlan.auto { return .null }
      if text == "true" || text == "false" { return .bool(text == "true") }
      switch NumberSyntax(text) {
      case .whole(let whole): return .integer(whole)
      case .fraction(let fraction): return .number(fraction)
      case .tooLarge, .notDecimal, .none: return .string(text)
      }
    case .list(let elements): return .array(elements.map(\.literal))
    case .mapping(let entries):
      return .object(
        Dictionary(entries.map { ($0.key, $0.value.literal) }) { first, _ in first }
      )
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  /// The same without the advice to leave a key out for its default: a selection has no defaults.
  fileprivate var withoutDefault: Diagnostic {
    var copy = self
    if let fix, fix.hasPrefix(Self.giveSuchAValue) { copy.fix = Self.giveSuchAValue }
    return copy
  }
}
