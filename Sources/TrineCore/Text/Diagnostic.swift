// SPDX-License-Identifier: MIT

/// A problem in words: where it is, what was found there, and how to fix it.
///
/// Every target throws this one type for the world's mistakes, so that the command line needs no
/// table of errors: it prints the description and exits with the code of the cause.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose mistake it is, which decides the exit code.
  public enum Cause: Sendable {
    /// The command was used wrongly (64).
    case usage
    /// A config, a note or another file does not hold what it must (65).
    case badData
    /// The work itself failed (1).
    case failure
    /// What is only kept for later cannot be written, which whoever reads can do without (1).
    case unwritable

    /// The exit code of the process, as in `sysexits.h`.
    public var exitCode: Int32 {
      switch self {
      case .usage: 64
      case .badData: 65
      case .failure, .unwritable: 1
      }
    }
  }

  /// Whose mistake it is.
  public var cause: Cause
  /// Where it was found, when that is a place in a file.
  public var location: SourceLocation?
  /// What was wrong, with the value found.
  public var message: String
  /// What the user can do about it.
  public var fix: String?
  /// The rule of `trine check` that is not kept, where one has a name of its own.
  public var rule: String?

  /// Makes a diagnostic; `message` names the value found, `fix` is an instruction.
  public init(
    _ cause: Cause = .badData,
    at location: SourceLocation? = nil,
    _ message: String,
    fix: String? = nil,
    rule: String? = nil
  ) {
    self.cause = cause
    self.location = location
    self.message = message
    self.fix = fix
    self.rule = rule
  }

  /// `place: message`, on one line.
  public var headline: String { (location.map { "\($0): " } ?? "") + message }

  /// The headline, and the fix on an indented line of its own.
  public var description: String { headline + (fix.map { "\n  fix: \($0)" } ?? "") }
}

/// Several problems found in one reading, in the order of the file.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
  /// The problems; never empty.
  public let list: [Diagnostic]

  /// Wraps the problems of one reading.
  public init(_ list: [Diagnostic]) {
    precondition(!list.isEmpty, "no diagnostics to throw")
    self.list = list
  }

  /// All of them, a paragraph each.
  public var description: String {
    list.map(\.description).joined(separator: "\n")
  }
}
