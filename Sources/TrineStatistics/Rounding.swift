// SPDX-License-Identifier: MIT

extension Double {
  /// How far two sums of such numbers may lie apart that are one.
  ///
  /// 0.5 − 0.4 is less than 0.1, since few decimal fractions are exact. Each number, and each sum, is off by
  /// half a unit in the last place of the largest at most, and a mean by a few.
  static func rounding(_ numbers: [Double]) -> Double {
    4 * (numbers.map(\.magnitude).max() ?? 0).ulp
  }
}
