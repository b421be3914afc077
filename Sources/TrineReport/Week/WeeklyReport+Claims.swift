// SPDX-License-Identifier: MIT

import TrineCore
import TrineStatistics

extension WeeklyReport {
  /// A row for each claim the week's experiments test; a week without any has no such section.
  ///
  /// Papers stand in the last column, since the others are as wide as their cells: a renamed key would make
  /// the report another.
  func addClaims(to page: inout Page) {
    guard !claims.isEmpty else { return }
    page.add("## \(phrases.claims)")
    page.add(phrases.claimsLegend)
    let rows = claims.map { claim in
      [
        "**\(phrases.name(claim.finding.verdict.status))**", effect(claim.finding),
        claim.finding.counts, links.experiment(claim.experiment),
        links.claim(claim.reference) + phrases.colon
          + (claim.statement.map(links.text) ?? phrases.noSuchClaim),
      ]
    }
    page.add(Markdown.table(phrases.claimColumns, numeric: [], rows: rows))
  }

  /// `` `test/accuracy` 0.0123 [0.0040, 0.0206] ``; the confidence where it is not the usual one.
  private func effect(_ finding: ClaimFinding) -> String {
    let metric = Markdown.code(finding.test.metric)
    guard let effect = finding.verdict.effect, effect.isFinite else { return metric }
    let ends = "\\[\(effect.lower.brief), \(effect.upper.brief)\\]"
    let interval = "\(metric) \(effect.estimate.brief) \(ends)"
    guard effect.confidence != ClaimTest.usualConfidence else { return interval }
    let percent = (1000 * effect.confidence).rounded() / 10
    let isWhole = percent == percent.rounded()
    return "\(interval) (\(isWhole ? "\(Int(percent))" : "\(percent)") %)"
  }
}
