// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct VectorTests {
  @Test("a copy is the original", arguments: sizes)
  func copy(count: Int) {
    var values = TestValues(UInt64(count))
    let x = values.floats(count)
    var y = [Float](repeating: .nan, count: count)
    var span = y.mutableSpan
    Vector.copy(x.span, into: &span)
    #expect(y == x)
  }

  @Test("a sum is the naive one", arguments: sizes)
  func add(count: Int) {
    var values = TestValues(UInt64(count))
    let x = values.floats(count)
    var y = values.floats(count)
    let expected = zip(x, y).map { Double($0) + Double($1) }
    var span = y.mutableSpan
    Vector.add(x.span, to: &span)
    #expect(excess(y, expected) == 0)
  }

  @Test("scaling is the naive one", arguments: sizes, [-2, 0, 0.3, 1])
  func scale(count: Int, by a: Float) {
    var values = TestValues(UInt64(count))
    var y = values.floats(count)
    let expected = y.map { Double(a) * Double($0) }
    var span = y.mutableSpan
    Vector.scale(&span, by: a)
    #expect(excess(y, expected) == 0)
  }

  @Test("a quotient is the naive one", arguments: sizes, [-2, 0.3, 7])
  func divide(count: Int, by a: Float) {
    var values = TestValues(UInt64(count))
    var y = values.floats(count)
    let expected = y.map { Double($0) / Double(a) }
    var span = y.mutableSpan
    Vector.divide(&span, by: a)
    #expect(excess(y, expected) == 0)
  }

  @Test("a weighted sum is the naive one", arguments: sizes, [-2, 0, 0.3, 1])
  func axpy(count: Int, keeping b: Float) {
    var values = TestValues(UInt64(count))
    let x = values.floats(count)
    var y = values.floats(count)
    let expected = zip(x, y).map { 0.7 * Double($0) + Double(b) * Double($1) }
    var span = y.mutableSpan
    Vector.axpy(0.7, x.span, keeping: b, into: &span)
    #expect(excess(y, expected) == 0)
  }

  @Test("what is kept with a factor of 0 is overwritten, even a NaN", arguments: sizes)
  func overwrites(count: Int) {
    var y = [Float](repeating: .nan, count: count)
    var span = y.mutableSpan
    Vector.scale(&span, by: 0)
    #expect(y == [Float](repeating: 0, count: count))
    var z = [Float](repeating: .nan, count: count)
    var zSpan = z.mutableSpan
    Vector.axpy(2, y.span, keeping: 0, into: &zSpan)
    #expect(z == y)
  }

  @Test("a NaN that is not overwritten stays one, at any place", arguments: [1, 7, 8, 9])
  func notANumber(count: Int) {
    for place in 0..<count {
      var x = [Float](repeating: 1, count: count)
      x[place] = .nan
      var y = [Float](repeating: 2, count: count)
      var span = y.mutableSpan
      Vector.add(x.span, to: &span)
      Vector.axpy(0, x.span, into: &span)
      Vector.scale(&span, by: 3)
      #expect(y.indices.allSatisfy { y[$0].isNaN == ($0 == place) })
    }
  }

  @Test("spans of different sizes are refused")
  func wrongSizes() async {
    await #expect(processExitsWith: .failure) {
      var y: [Float] = [0]
      var span = y.mutableSpan
      Vector.add([1, 2].span, to: &span)
    }
  }
}
