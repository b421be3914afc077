// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct TopKTests {
  struct Chosen: Equatable {
    var indices: [UInt32]
    var values: [Float]
  }

  enum Kind: CaseIterable {
    case anySize
    case similar
    case fewDifferent
    case zeros
    case notFinite
  }

  static let shares = [0, 0.01, 0.3, 0.5, 1]

  @Test("the largest are chosen, as sorting does", arguments: sizes, shares)
  func select(count: Int, share: Double) {
    let keep = (Double(count) * share).rounded(.up)
    for kind in Kind.allCases { expectLargest(count: count, keep: Int(keep), kind) }
  }

  private func expectLargest(count: Int, keep: Int, _ kind: Kind) {
    var values = TestValues(UInt64(count * 7 + keep))
    var residual = kind.values(count, &values)
    var topK = TopK(count: count, keep: keep)
    // The second time with what the first left.
    for _ in 0..<2 {
      let x = kind.values(count, &values)
      let sums = zip(x, residual).map { $0 + $1 }
      let expected = Reference.largest(sums.map(Double.init), keep: keep)
      let chosen = select(&topK, x, &residual)
      #expect(chosen.indices == expected.map { UInt32($0) }, "\(kind)")
      #expect(isSame(chosen.values, expected.map { sums[$0] }))
      var rest = sums
      for i in expected { rest[i] = 0 }
      #expect(isSame(residual, rest))
    }
  }

  @Test("of equals the first are chosen")
  func ties() {
    var topK = TopK(count: 6, keep: 3)
    var residual = [Float](repeating: 0, count: 6)
    let chosen = select(&topK, [1, -2, 2, 1, -1, 1], &residual)
    #expect(chosen == Chosen(indices: [0, 1, 2], values: [1, -2, 2]))
    #expect(residual == [0, 0, 0, 1, -1, 1])
  }

  @Test("a NaN is larger than infinity")
  func notANumber() {
    var topK = TopK(count: 9, keep: 1)
    var residual = [Float](repeating: 0, count: 9)
    let chosen = select(&topK, [1, .infinity, 2, 3, 4, 5, 6, 7, .nan], &residual)
    #expect(chosen.indices == [8])
    #expect(chosen.values[0].isNaN)
  }

  @Test("numbers that differ in their last bit are told apart", arguments: [1, 5, 999])
  func lastBit(keep: Int) {
    let x = (0..<1000).map { Float(bitPattern: 0x3F80_0000 + UInt32($0 * 7 % 1000)) }
    var residual = [Float](repeating: 0, count: 1000)
    var topK = TopK(count: 1000, keep: keep)
    let chosen = select(&topK, x, &residual)
    let expected = Reference.largest(x.map(Double.init), keep: keep)
    #expect(chosen.indices == expected.map { UInt32($0) })
  }

  @Test("what is chosen goes where it came from, and with the residual nothing is lost")
  func scatter() {
    var values = TestValues(4)
    var topK = TopK(count: 1000, keep: 30)
    var residual = [Float](repeating: 0, count: 1000)
    var received = residual
    var sum = [Double](repeating: 0, count: 1000)
    for _ in 0..<20 {
      let x = values.floats(1000)
      for i in x.indices { sum[i] += Double(x[i]) }
      let chosen = select(&topK, x, &residual)
      var span = received.mutableSpan
      TopK.scatterAdd(chosen.indices.span, chosen.values.span, to: &span)
    }
    #expect(excess(zip(received, residual).map { $0 + $1 }, sum, atol: 1e-5) == 0)
  }

  @Test("what cannot be chosen or scattered is refused")
  func refuses() async {
    await #expect(processExitsWith: .failure) {
      _ = TopK(count: 3, keep: 4)
    }
    await #expect(processExitsWith: .failure) {
      var y: [Float] = [0, 0]
      var span = y.mutableSpan
      let (indices, values): ([UInt32], [Float]) = ([2], [1])
      TopK.scatterAdd(indices.span, values.span, to: &span)
    }
  }

  private func select(_ topK: inout TopK, _ x: [Float], _ residual: inout [Float]) -> Chosen {
    var chosen = Chosen(
      indices: Array(repeating: .max, count: topK.keep),
      values: Array(repeating: .nan, count: topK.keep)
    )
    var residualSpan = residual.mutableSpan
    var indices = chosen.indices
    var indexSpan = indices.mutableSpan
    var valueSpan = chosen.values.mutableSpan
    topK.select(x.span, residual: &residualSpan, indices: &indexSpan, values: &valueSpan)
    chosen.indices = indices
    return chosen
  }

  /// Whether all values are the same, a NaN being the same as any other.
  private func isSame(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}

extension TopKTests.Kind {
  func values(_ count: Int, _ values: inout TestValues) -> [Float] {
    (0..<count).map { i in
      let value = values.next()
      return switch self {
      case .anySize: value * Float(sign: .plus, exponent: i % 40 - 30, significand: 1)
      case .similar: 1 + value * 0x1p-12
      case .fewDifferent: (value * 3).rounded()
      case .zeros: 0
      case .notFinite: i % 5 == 1 ? .nan : i % 7 == 2 ? -.infinity : value
      }
    }
  }
}
