// SPDX-License-Identifier: MIT

import TrineCore

extension SectionReader {
  /// A number with a unit; without a default, one that is asked for by `require`.
  func quantity(
    _ name: String,
    _ kind: Quantity,
    default fallback: Double? = nil,
    _ limits: NumberLimits
  ) -> Double {
    value(name, default: fallback ?? 1, shown: fallback.map(kind.text)) {
      node throws(ValueProblem) in
      try node.quantity(kind, limits)
    }
  }

  /// A size in whole bytes that may be `null`.
  func optionalBytes(_ name: String) -> Int? {
    optional(name) { node throws(ValueProblem) in
      guard let bytes = Int(exactly: try node.quantity(.size, .positive)) else {
        throw ValueProblem(must: "a whole number of bytes")
      }
      return bytes
    }
  }
}

extension ConfigNode {
  /// A number with one of a quantity's units, in the quantity's base.
  func quantity(_ kind: Quantity, _ limits: NumberLimits) throws(ValueProblem) -> Double {
    guard case .scalar(let text, _) = value, let measure = Measure(text) else {
      throw kind.problem()
    }
    guard let unit = kind.units.first(where: { $0.names.contains(measure.unit) }) else {
      throw kind.problem(isBare: measure.unit.isEmpty)
    }
    guard let number = measure.number, unit.value(number).isFinite else {
      throw ValueProblem(must: "a number that a Double can hold")
    }
    guard limits.contains(unit.value(number)) else { throw ValueProblem(must: limits.must) }
    return unit.value(number)
  }
}

/// A number and the word behind it, with or without a space between them.
struct Measure {
  /// The number; `nil` where no Double holds it.
  let number: Double?
  let unit: String

  /// Reads `50 us`; `nil` when the text does not begin with a number.
  init?(_ text: String) {
    let trimmed = text.drop(while: \.isWhitespace)
    // The longest, so that `1e3 s` is a thousand and `1 epoch` is one.
    let ends = trimmed.indices.reversed().map { trimmed[...$0] }
    guard let digits = ends.first(where: { NumberSyntax(String($0)).isNumber }) else { return nil }
    switch NumberSyntax(String(digits)) {
    case .whole(let whole): number = Double(whole)
    case .fraction(let fraction): number = fraction
    default: number = nil
    }
    let rest = trimmed[digits.endIndex...].drop(while: \.isWhitespace)
    unit = String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }
}

// MARK: - Messages

extension Quantity {
  fileprivate func problem(isBare: Bool = false) -> ValueProblem {
    let names = units.map { $0.names[0] }.joined(separator: ", ")
    return ValueProblem(
      must: "\(noun) with its unit, such as \(example)",
      fix: isBare ? "write its unit behind it: \(names)" : "the units are \(names)"
    )
  }
}
