// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct ByteScalingTests {
  @Test("each byte becomes exactly its 255th part", arguments: sizes)
  func exact(count: Int) {
    // 1000 is more than all bytes, at all places of a vector.
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var found = [Float](repeating: .nan, count: count)
    var span = found.mutableSpan
    ByteScaling.toUnit(bytes.span, into: &span)
    #expect(found == bytes.map { Float($0) / 255 })
  }

  @Test("spans of different sizes are refused")
  func wrongSizes() async {
    await #expect(processExitsWith: .failure) {
      var y: [Float] = [0]
      var span = y.mutableSpan
      let bytes: [UInt8] = [1, 2]
      ByteScaling.toUnit(bytes.span, into: &span)
    }
  }
}
