// SPDX-License-Identifier: MIT

import TrineCore

/// An experiment with its sweep and the changes of the command line: the cross product of all of
/// them, one mapping for each run.
struct RunMatrix {
  private let base: ConfigNode
  private let file: String
  private var deleted: [DottedKey] = []
  private var steps: [SweepStep] = []
  private let sweep: SourceLocation?

  /// Takes the sweep out of a file's mapping.
  init(_ root: ConfigNode, problems: Problems) {
    var root = root
    let section = root.entries?.filter { $0.key == "sweep" } ?? []
    root.remove("sweep")
    base = root
    file = problems.file
    sweep = section.first?.location
    if let first = section.first {
      for other in section.dropFirst() { problems.add(.repeated(other, first: first)) }
      steps = SweepReader.steps(first.value, problems: problems)
    }
  }

  /// More runs than anyone starts on purpose.
  private static let mostRuns = 10_000

  /// One mapping a run: the last key of the sweep changes fastest.
  func variants() throws(Diagnostic) -> [ConfigNode] {
    let counts = steps.map { Double($0.choices.count) }
    let total = counts.reduce(1, *)
    guard total <= Double(Self.mostRuns) else {
      throw .tooManyRuns(total, Self.mostRuns, at: sweep)
    }
    return (0..<Int(total)).map(variant)
  }

  /// The texts that each swept key is given.
  var swept: SweptTexts {
    var texts: SweptTexts = [:]
    for step in steps where step.choices.count > 1 {
      for choice in step.choices {
        guard case .scalar(let text, _) = choice.value else { continue }
        texts[step.key, default: []].insert(text)
      }
    }
    return texts
  }

  private func variant(_ index: Int) -> ConfigNode {
    var node = base
    for key in deleted { node.remove(key) }
    var period = steps.reduce(1) { $0 * $1.choices.count }
    for step in steps {
      period /= step.choices.count
      node.set(step.key, to: step.choices[index / period % step.choices.count])
    }
    return node
  }
}

// MARK: - Overrides

extension RunMatrix {
  /// Applies a change of the command line, which wins over the file and over earlier changes.
  mutating func apply(_ override: Override) throws(Diagnostic) {
    if override.key == "sweep" { return try deleteSweep(override) }
    _ = try Schema.experiment.find(override.key, at: override.location)
    switch override.action {
    case .set(let choices): try set(override.key, to: choices, at: override.location)
    case .add(let choices):
      if let place = presence(of: override.key) {
        throw .isThereAlready(override.key, place, at: override.location)
      }
      try set(override.key, to: choices, at: override.location)
    case .delete:
      deleted.append(override.key)
      steps.removeAll { $0.key.isWithin(override.key) }
    }
  }

  private mutating func set(
    _ key: DottedKey,
    to choices: [ConfigNode],
    at location: SourceLocation
  ) throws(Diagnostic) {
    if key == "claims", choices.count > 1 { throw .sweepsClaims(at: location) }
    let step = SweepStep(key: key, choices: choices)
    // A sweep of a key that is swept already keeps its turn.
    if choices.count > 1, let index = steps.firstIndex(where: { $0.key == key }) {
      steps[index] = step
    } else {
      steps.removeAll { $0.key.isWithin(key) }
      steps.append(step)
    }
  }

  private func presence(of key: DottedKey) -> SourceLocation? {
    guard !deleted.contains(where: key.isWithin) else { return nil }
    return base.node(at: key)?.location
      ?? steps.first { $0.key.isWithin(key) }?.choices.first?.location
  }

  private mutating func deleteSweep(_ override: Override) throws(Diagnostic) {
    guard case .delete = override.action else { throw .setsSweep(at: override.location) }
    steps.removeAll { $0.choices.first?.location.file == file }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func tooManyRuns(
    _ count: Double,
    _ most: Int,
    at place: SourceLocation?
  ) -> Diagnostic {
    let shown = count < 1e15 ? Int(count).grouped : "\(count)"
    return Diagnostic(
      at: place,
      "the sweep comes to \(shown) runs; the most is \(most.grouped)",
      fix: "sweep fewer keys at once"
    )
  }

  fileprivate static func isThereAlready(
    _ key: DottedKey,
    _ place: SourceLocation,
    at location: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "'\(key)' has a value already (\(place)); '+' adds a key that has none",
      fix: "leave the '+' out to change it"
    )
  }

  fileprivate static func setsSweep(at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .usage,
      at: location,
      "'sweep' cannot be set here",
      fix: "write key=a,b to sweep a key, or ~sweep to run without the file's sweep"
    )
  }
}
