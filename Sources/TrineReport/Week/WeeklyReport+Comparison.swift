// SPDX-License-Identifier: MIT

public import TrineCore

extension WeeklyReport {
  /// The runs whose cards a page links to.
  public static func runs(linkedIn page: String) -> [RunID] {
    let links = PageLinks(folder: Workspace.weeks, experimentFiles: [], papers: [])
    let head = "](\(links.path(to: Workspace.runCards))/"
    let pieces = page.split(separator: head, omittingEmptySubsequences: false).dropFirst()
    return pieces.compactMap { piece in
      piece.firstRange(of: ".md)").flatMap { RunID(String(piece[..<$0.lowerBound])) }
    }
  }

  /// Whether a page says what the report would say now.
  ///
  /// What to do next is of interest in its own week only: of a week that is over, the rest counts.
  /// - Throws: a `Diagnostic` where the page was edited outside its markers.
  public func isCurrent(_ page: String, today: Day) throws -> Bool {
    let now = try markdown(keeping: page)
    if now == page { return true }
    guard !week.contains(today) else { return false }
    return past(now) == past(page)
  }

  private func past(_ page: String) -> [String] {
    PageLine.lines(of: page).map(\.text).prefix { $0 != "## \(phrases.nextSteps)" }.map(\.self)
  }
}
