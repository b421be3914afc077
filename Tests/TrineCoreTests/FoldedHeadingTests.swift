// SPDX-License-Identifier: MIT

import Testing
import TrineCore

struct FoldedHeadingTests {
  @Test("what differs in case, width, spaces, emphasis and colons is the same")
  func same() {
    #expect(FoldedHeading.text("**What it** criticises:") == "whatitcriticises")
    #expect(FoldedHeading.text("Ｗｈａｔ　it_criticises：") == "whatitcriticises")
    #expect(FoldedHeading.text("批判 していること：") == "批判していること")
  }

  @Test("every scalar is folded as the rule says that looks each one up")
  func scalars() {
    let scalars = (0..<0x2_0000).compactMap(Unicode.Scalar.init)
    let other = scalars.filter { FoldedHeading.text("A\($0)b") != Self.naive("A\($0)b") }
    #expect(other == [])
  }

  private static func naive(_ heading: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in heading.unicodeScalars where !scalar.properties.isWhitespace {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      let half = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if !"*_:".unicodeScalars.contains(half) { folded.append(half) }
    }
    return String(folded).lowercased()
  }
}
