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

  @Test("ASCII alone is folded as it is beside other letters", arguments: 0..<0x80)
  func plain(byte: Int) throws {
    let letter = try #require(Unicode.Scalar(byte)).description
    let heading = "A\(letter)b"
    #expect(FoldedHeading.text(heading) + "é" == FoldedHeading.text(heading + "é"))
  }
}
