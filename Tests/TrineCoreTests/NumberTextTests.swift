// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

struct NumberTextTests {
  @Test("fixed decimals agree with printf wherever a value is not half-way")
  func fixedAgainstPrintf() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      let value = Double.random(in: -1e6...1e6, using: &random)
      let decimals = Int.random(in: 0...6, using: &random)
      let scaled = value.magnitude * pow(10, Double(decimals))
      guard abs(scaled - scaled.rounded(.down) - 0.5) > 1e-3 else { continue }
      let expected = String(format: "%.\(decimals)f", value)
      let text = value.fixed(decimals)
      let isZero = expected.allSatisfy { "-0.".contains($0) }
      #expect(text == expected || (isZero && "-" + text == expected), "\(value)")
    }
  }

  @Test(
    "fixed decimals round half away from zero and have no negative zero",
    arguments: [
      (0.875, 2, "0.88"), (-0.875, 2, "-0.88"), (0.5, 0, "1"), (-0.5, 0, "-1"), (-0.001, 2, "0.00"),
      (0, 3, "0.000"), (1e300, 2, "1e+300"), (.infinity, 1, "inf"), (.nan, 1, "nan"),
      (999.995, 0, "1000"),
    ]
  )
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(value.fixed(decimals) == text)
  }

  @Test(
    "brief numbers keep about four significant digits",
    arguments: [
      (0.88123, "0.8812"), (12.345678, "12.35"), (123.456, "123.5"), (21_904.4, "21,904"), (0, "0"),
      (-0.5, "-0.5000"), (3.2e-7, "3.20e-07"), (-3.2e-12, "-3.20e-12"), (0.001, "0.0010"),
      (1e-10, "1.00e-10"), (1_234_567, "1,234,567"), (-1234, "-1,234"), (.nan, "nan"),
      (.infinity, "inf"), (1e-300, "1.00e-300"), (9.999e-5, "1.00e-04"),
      (.leastNonzeroMagnitude, "4.94e-324"),
    ]
  )
  func brief(value: Double, text: String) {
    #expect(value.brief == text)
  }

  @Test("brief numbers are within half a unit of their last digit, at every magnitude")
  func briefIsNear() throws {
    for exponent in -12...12 {
      for mantissa in [1.0, 1.2345, 4.9999, 9.994, 9.9999] {
        let value = mantissa * pow(10, Double(exponent))
        let read = try #require(Double(value.brief.filter { $0 != "," }))
        #expect(abs(read - value) <= value * 0.006 || abs(read - value) <= 0.00005001, "\(value)")
      }
    }
  }

  @Test("numbers too large for an integer are still text")
  func huge() {
    #expect(999_999_999_999_999.0.brief == "999,999,999,999,999")
    #expect([1e18, 1e19, -1e300].map(\.brief) == ["1e+18", "1e+19", "-1e+300"])
  }

  @Test("thousands are grouped", arguments: [0, 7, 999, 1000, -1000, 1_204_224, Int.max, Int.min])
  func grouped(value: Int) {
    let text = value.grouped
    #expect(text.filter { $0 != "," } == "\(value)")
    let groups = text.drop { $0 == "-" }.split(separator: ",")
    #expect((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 })
  }
}

struct NearestNameTests {
  private let known = ["ranks", "threads", "seed", "train", "learningRate", "data"]

  @Test(
    "a slip of the fingers finds the name",
    arguments: [
      ("rank", "ranks"), ("rnaks", "ranks"), ("RANKS", "ranks"), ("sede", "seed"),
      ("learning_rate", "learningRate"), ("learningrate", "learningRate"), ("dta", "data"),
      ("trian", "train"),
    ]
  )
  func finds(slip: String, name: String) {
    #expect(nearestName(to: slip, among: known) == name)
  }

  @Test("a name like no other finds none", arguments: ["", "momentum", "x", "zzzz", "データ"])
  func findsNone(name: String) {
    #expect(nearestName(to: name, among: known) == nil)
  }

  @Test("of two letters neither is a slip for the other")
  func letters() {
    #expect(nearestName(to: "9", among: ["a", "b"]) == nil)
    #expect(nearestName(to: "A", among: ["a", "b"]) == "a")
  }

  @Test("among no names there is none")
  func noNames() {
    #expect(nearestName(to: "a", among: []) == nil)
  }
}
