// SPDX-License-Identifier: MIT

import TrineCore

extension SectionReader {
  /// The largest count of anything: MPI and BLAS take C's `int`.
  static let largestCount = Int(Int32.max)

  /// A whole number; without a default, one that is asked for by `require`.
  func whole(_ name: String, default fallback: Int?, in range: ClosedRange<Int>) -> Int {
    value(name, default: fallback ?? range.lowerBound, shown: fallback.map { "\($0)" }) {
      node throws(ValueProblem) in
      try node.whole(in: range)
    }
  }

  /// A whole number that may be `null`.
  func optionalWhole(_ name: String, in range: ClosedRange<Int>) -> Int? {
    optional(name) { node throws(ValueProblem) in try node.whole(in: range) }
  }

  /// A count: a whole number from 1.
  func count(_ name: String, default fallback: Int) -> Int {
    whole(name, default: fallback, in: 1...Self.largestCount)
  }

  /// `true` or `false`.
  func flag(_ name: String, default fallback: Bool) -> Bool {
    value(name, default: fallback, shown: "\(fallback)") { node throws(ValueProblem) in
      try node.flag()
    }
  }

  /// A number; without a default, one that is asked for by `require`.
  func number(_ name: String, default fallback: Double?, _ limits: NumberLimits) -> Double {
    value(name, default: fallback ?? 1, shown: fallback.map { "\($0)" }) {
      node throws(ValueProblem) in
      try node.number(limits)
    }
  }

  /// A text; `nil` where it is missing.
  func text(_ name: String) -> String? {
    value(name, default: nil) { node throws(ValueProblem) in try node.text() }
  }

  /// A text that may be `null`.
  func optionalText(_ name: String) -> String? {
    optional(name) { node throws(ValueProblem) in try node.text() }
  }

  /// One of an enumeration's names; `later` are those that a later version will have.
  func choice<T: NamedChoice>(_ name: String, default fallback: T, later: [String] = []) -> T {
    value(name, default: fallback, shown: fallback.rawValue) { node throws(ValueProblem) in
      try node.choice(later: later)
    }
  }

  /// A list, each of its elements converted; `nil` where the key is missing or an element is wrong.
  func list<T>(
    _ name: String,
    of what: String,
    example: String = "[a, b]",
    _ convert: (ConfigNode) throws(ValueProblem) -> T
  ) -> [T]? {
    guard let entry = entry(name) else { return nil }
    guard let elements = entry.value.elements else {
      return value(name, default: nil) { _ throws(ValueProblem) in
        throw ValueProblem(must: "a list of \(what)", fix: "put it in brackets, such as \(example)")
      }
    }
    let converted = elements.compactMap { element -> T? in
      do throws(ValueProblem) {
        return try convert(element)
      } catch {
        problems.add(.wrongElement(element, of: full(name), error), about: full(name))
        return nil
      }
    }
    return converted.count == elements.count ? converted : nil
  }
}

/// An enumeration whose cases are written by name.
typealias NamedChoice = CaseIterable & RawRepresentable<String>

/// What a number may be.
struct NumberLimits {
  let must: String
  let contains: @Sendable (Double) -> Bool

  /// 0 or more.
  static let notNegative = NumberLimits(must: "0 or more") { $0 >= 0 }
  /// More than 0.
  static let positive = NumberLimits(must: "more than 0") { $0 > 0 }
  /// A share that is never the whole.
  static let share = NumberLimits(must: "0 or more and less than 1") { $0 >= 0 && $0 < 1 }
}

// MARK: - Conversions

extension ConfigNode {
  /// A whole number in a range.
  func whole(in range: ClosedRange<Int>) throws(ValueProblem) -> Int {
    switch try syntax(as: "a whole number") {
    case .whole(let value) where range.contains(value): return value
    case .whole(let value) where value < range.lowerBound:
      throw ValueProblem(must: "\(range.lowerBound) or more")
    case .whole, .tooLarge: throw ValueProblem(must: "at most \(range.upperBound)")
    case .fraction, .notDecimal, .none: throw ValueProblem(must: "a whole number")
    }
  }

  /// A number within limits.
  func number(_ limits: NumberLimits) throws(ValueProblem) -> Double {
    let value: Double
    switch try syntax(as: "a number") {
    case .whole(let whole): value = Double(whole)
    case .fraction(let fraction): value = fraction
    case .tooLarge: throw ValueProblem(must: "a number that a Double can hold")
    case .notDecimal, .none: throw ValueProblem(must: "a number")
    }
    guard limits.contains(value) else { throw ValueProblem(must: limits.must) }
    return value
  }

  /// A text, whatever it looks like: `no` and `1e3` are texts, too.
  func text() throws(ValueProblem) -> String {
    guard case .scalar(let text, _) = value else { throw ValueProblem(must: "a text") }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ValueProblem(must: "a text", fix: "write one, or leave the key out")
    }
    // A block of text ends with a line break that is not part of what it says.
    let end = text.lastIndex { !$0.isNewline } ?? text.startIndex
    return String(text[...end])
  }

  /// One of an enumeration's names.
  func choice<T: NamedChoice>(later: [String] = []) throws(ValueProblem) -> T {
    let names = T.allCases.map(\.rawValue)
    let must = names.count == 1 ? names[0] : "one of \(names.joined(separator: ", "))"
    guard case .scalar(let text, _) = value else { throw ValueProblem(must: must) }
    if let choice = T(rawValue: text) { return choice }
    if later.contains(text) {
      throw ValueProblem(
        clause: "that is not in this version; it has \(names.joined(separator: ", "))",
        fix: "use \(must)"
      )
    }
    throw ValueProblem(
      must: must,
      fix: nearestName(to: text, among: names).map { "did you mean '\($0)'?" }
    )
  }

  /// `true` or `false`; YAML 1.1 has eighteen more words for them, and YAML 1.2 takes those for texts.
  func flag() throws(ValueProblem) -> Bool {
    let must = "true or false"
    guard case .scalar(let text, let isQuoted) = value else { throw ValueProblem(must: must) }
    switch text.lowercased() {
    case "true", "false":
      if isQuoted { throw ValueProblem(must: must, fix: "take the quotes away") }
      guard text == text.lowercased() else {
        throw ValueProblem(must: must, fix: "write it as \(text.lowercased())")
      }
      return text == "true"
    case "yes", "on", "y", "1": throw ValueProblem(must: must, fix: "write it as true")
    case "no", "off", "n", "0": throw ValueProblem(must: must, fix: "write it as false")
    default: throw ValueProblem(must: must)
    }
  }

  private func syntax(as kind: String) throws(ValueProblem) -> NumberSyntax {
    guard case .scalar(let text, let isQuoted) = value, !text.isEmpty else {
      throw ValueProblem(must: kind)
    }
    let syntax = NumberSyntax(text)
    if isQuoted, syntax.isNumber {
      throw ValueProblem(must: kind, fix: "take the quotes away")
    }
    if case .notDecimal(let decimal) = syntax {
      throw ValueProblem(
        must: kind,
        fix: decimal.map { "write it as \($0)" } ?? "write it as a plain decimal number"
      )
    }
    return syntax
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func wrongElement(
    _ node: ConfigNode,
    of key: DottedKey,
    _ problem: ValueProblem
  ) -> Diagnostic {
    Diagnostic(
      at: node.location,
      "'\(key)' has a value that is \(node.found); \(problem.clause)",
      fix: problem.fix ?? "give it such a value"
    )
  }
}
