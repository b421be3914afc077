// SPDX-License-Identifier: MIT

import TrineCore

/// Collects what is wrong with a config, so that one reading reports everything.
final class Problems {
  /// The file that is read, as its messages name it.
  let file: String
  private let arguments: [String]
  private var list: [Diagnostic] = []
  private var unsound: [DottedKey: [Diagnostic]] = [:]

  /// Collects for a file and for the arguments that change it.
  init(file: String, arguments: [String] = []) {
    self.file = file
    self.arguments = arguments.map { SourceLocation(argument: $0).file }
  }

  /// Notes a problem; `key` is the one whose value cannot be relied on.
  ///
  /// A mistake that is not in the file is one of the command line.
  func add(_ problem: Diagnostic, about key: DottedKey? = nil) {
    var problem = problem
    problem.cause = problem.location?.file == file ? .badData : .usage
    if !list.contains(problem) { list.append(problem) }
    if let key { unsound[key, default: []].append(problem) }
  }

  /// Takes over the problems of another reading of the same file.
  func add(_ other: Problems) {
    for problem in other.list { add(problem) }
  }

  /// Whether the values of all these keys were read without a problem.
  func areSound(_ keys: DottedKey...) -> Bool {
    areSound(keys)
  }

  /// Whether the values of all these keys were read without a problem.
  func areSound(_ keys: [DottedKey]) -> Bool {
    !keys.contains { key in unsound.keys.contains { key.isWithin($0) } }
  }

  /// What is wrong with the value of this very key.
  func problems(about key: DottedKey) -> [Diagnostic] {
    unsound[key] ?? []
  }

  /// Throws all problems in the order of the file, then of the arguments.
  func throwIfAny() throws(Diagnostics) {
    guard !list.isEmpty else { return }
    let order = list.enumerated().sorted { left, right in
      (rank(left.element), left.offset) < (rank(right.element), right.offset)
    }
    throw Diagnostics(order.map(\.element))
  }

  private func rank(_ problem: Diagnostic) -> Rank {
    guard let location = problem.location, location.file == file else {
      return Rank(.max, arguments.firstIndex(of: problem.location?.file ?? "") ?? .max)
    }
    return Rank(location.line ?? 0, location.column ?? 0)
  }
}

private struct Rank: Comparable {
  let line: Int
  let column: Int

  init(_ line: Int, _ column: Int) {
    self.line = line
    self.column = column
  }

  static func < (left: Rank, right: Rank) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

extension SourceLocation {
  /// The place of an argument that changes an experiment.
  init(argument: String) {
    self.init(file: "command line: '\(argument)'")
  }
}
