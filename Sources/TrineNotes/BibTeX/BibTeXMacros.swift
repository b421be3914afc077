// SPDX-License-Identifier: MIT

/// The names that stand for values: the twelve months, and what `@string` defines.
public struct BibTeXMacros: Sendable {
  /// The months as BibTeX's styles name them.
  static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// What `@string` defined, by lower-case name.
  private var defined: [String: String] = [:]

  /// Knows the months only.
  public init() {}

  /// The value of a name in whatever case.
  subscript(name: String) -> String? {
    get {
      let name = name.lowercased()
      return defined[name] ?? Self.months.firstIndex(of: name).map { Self.monthNames[$0] }
    }
    set { defined[name.lowercased()] = newValue }
  }

  /// The month that a name stands for, unless it was given another meaning.
  func month(_ name: String) -> String? {
    let name = name.lowercased()
    return Self.months.contains(name) && defined[name] == nil ? name : nil
  }

  /// All names, sorted.
  var names: [String] { (Self.months + defined.keys).sorted() }
}
