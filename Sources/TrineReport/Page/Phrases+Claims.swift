// SPDX-License-Identifier: MIT

import TrineStatistics

/// The words of a report's section on claims.
extension Phrases {
  var claims: String { pick("Claims", "主張") }
  var noSuchClaim: String { pick("no note has this claim", "この主張はどのノートにもない") }

  /// The headings of its table.
  var claimColumns: [String] {
    [
      pick("verdict", "判定"), pick("effect", "効果"), "n", pick("experiment", "実験"),
      pick("claim", "主張"),
    ]
  }

  var claimsLegend: String {
    pick(
      "What the runs made by the end of the week say about the claims that its experiments test. "
        + "The effect is the difference of the means, selected runs − others, or the mean where the "
        + "claim is of a value, with its confidence interval (95 % unless it says otherwise); n is "
        + "the number of seeds on each side.",
      "この週に実行した実験が検証する主張を、週の終わりまでの実行で判定したもの。効果は平均の差（対象 − 比較相手）、"
        + "値についての主張では平均で、信頼区間（断りがなければ 95 %）を添える。n はそれぞれのシードの数。"
    )
  }

  func name(_ verdict: Verdict.Status) -> String {
    switch verdict {
    case .supported: pick("supported", "支持")
    case .contradicted: pick("contradicted", "反証")
    case .inconclusive: pick("inconclusive", "判定できない")
    case .untested: pick("untested", "未検証")
    case .outOfDate: pick("out of date", "設定が古い")
    }
  }
}
