// SPDX-License-Identifier: MIT

public import TrineCore

/// Something `trine check` found.
public struct Finding: Hashable, Sendable {
  /// How bad it is.
  public enum Level: String, Sendable, CaseIterable, Comparable {
    /// Worth knowing; nothing is wrong.
    case information
    /// Something will not work as it reads.
    case warning
    /// A file does not hold what it must.
    case error

    /// By how bad it is.
    public static func < (left: Level, right: Level) -> Bool {
      allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
    }
  }

  /// The rule that is not kept.
  public var rule: RuleName
  /// Where.
  public var location: SourceLocation
  /// What was found.
  public var message: String
  /// What to do about it.
  public var fix: String?
  /// Whether `trine check --fix` does that, because nothing else can be meant.
  public var isFixable: Bool

  /// How bad it is.
  public var level: Level { rule.level }

  /// The command that does it or, where a person must, shows more or opens the file to do it in.
  public var command: String {
    if let command = toldCommand { return command }
    if isFixable { return "trine check --fix \(location.file.shellWord)" }
    return switch rule {
    case .unverifiedReport: "trine runs"
    case .untestedClaim: "trine claims --status untested"
    case .unreadFile:
      "mv -n \(location.file.shellWord) \(UnreadFiles.place(for: location.file).shellWord)"
    default: Self.editing(location.file)
    }
  }

  /// Whether `fix` says the command already.
  public var tellsCommand: Bool { toldCommand != nil }

  private var toldCommand: String? {
    guard let fix, let start = fix.firstRange(of: "trine ")?.lowerBound else { return nil }
    return String(fix[start...].prefix { !"),;".contains($0) })
  }

  private static func editing(_ file: String) -> String {
    let name = file.split(separator: "/").last.map { String($0.dropLast(".md".count)) } ?? ""
    if let key = CitationKey(name), file == Workspace.note(key) { return "trine paper edit \(key)" }
    if file == "\(Workspace.topics)/\(name).md" { return "trine note edit \(name.shellWord)" }
    return "$EDITOR \(file.shellWord)"
  }

  /// The finding as a problem, with the name of its rule.
  public var diagnostic: Diagnostic {
    Diagnostic(at: location, message, fix: fix, rule: rule.rawValue)
  }

  /// Makes a finding.
  public init(
    _ rule: RuleName,
    _ location: SourceLocation,
    _ message: String,
    fix: String? = nil,
    isFixable: Bool = false
  ) {
    self.rule = rule
    self.location = location
    self.message = message
    self.fix = fix
    self.isFixable = isFixable
  }

  /// Makes a finding of a problem that the readers of files told.
  public init(_ rule: RuleName, _ problem: Diagnostic, isFixable: Bool = false) {
    self.init(
      rule,
      problem.location ?? SourceLocation(file: ""),
      problem.message,
      fix: problem.fix,
      isFixable: isFixable
    )
  }
}
