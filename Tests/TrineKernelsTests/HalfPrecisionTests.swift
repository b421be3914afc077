// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct HalfPrecisionTests {
  static let patterns = (0...UInt16.max).map { $0 }

  // MARK: - Decoding

  @Test("every code says what Swift says of it", arguments: HalfPrecision.allCases)
  func decodes(format: HalfPrecision) {
    let found = format.decode(Self.patterns)
    let wrong = Self.patterns.count { code in
      let expected = meaning(of: code, format)
      let value = found[Int(code)]
      return value.isNaN ? !expected.isNaN : value.bitPattern != expected.bitPattern
    }
    #expect(wrong == 0)
  }

  @Test("what is decoded is added", arguments: HalfPrecision.allCases, sizes)
  func decodesAndAdds(format: HalfPrecision, count: Int) {
    var values = TestValues(UInt64(count))
    let codes = encoded(values.floats(count), format).codes
    var y = values.floats(count)
    let expected = zip(codes, y).map { Double(meaning(of: $0, format)) + Double($1) }
    format.decodeAdd(codes, to: &y)
    #expect(excess(y, expected) == 0)
  }

  // MARK: - Encoding

  @Test(
    "every code comes back from its value, and nothing is left",
    arguments: HalfPrecision.allCases
  )
  func roundTrip(format: HalfPrecision) {
    let numbers = Self.patterns.filter { meaning(of: $0, format).isFinite }
    let (codes, residual) = encoded(numbers.map { meaning(of: $0, format) }, format)
    // A sum never is -0: 0 + -0 is 0.
    #expect(zip(codes, numbers).count { $0 != ($1 == 0x8000 ? 0 : $1) } == 0)
    #expect(residual.allSatisfy { $0 == 0 })
  }

  @Test(
    "between all neighbours the nearer is chosen, and of two as near the even one",
    arguments: HalfPrecision.allCases
  )
  func halfway(format: HalfPrecision) {
    let numbers = Self.patterns.filter { meaning(of: $0, format).isFinite }
    let values = numbers.flatMap { code in
      let value = meaning(of: code, format)
      let away = code & 0x7FFF == largest(format) ? value : meaning(of: code + 1, format)
      let middle = Float((Double(value) + Double(away)) / 2)
      return [middle.nextDown, middle, middle.nextUp]
    }
    expectNearest(values, format)
  }

  @Test("values of all sizes become the nearest code", arguments: HalfPrecision.allCases)
  func random(format: HalfPrecision) {
    var state = TestValues(11)
    let values = (0..<100_000).map { i in
      state.next() * Float(sign: .plus, exponent: i % 270 - 143, significand: 1)
    }
    expectNearest(values.filter { $0.isFinite }, format)
  }

  private func expectNearest(_ values: [Float], _ format: HalfPrecision) {
    let (codes, residual) = encoded(values, format)
    let nearest = values.map { Reference.rounded(Double($0), to: format) }
    let decoded = format.decode(codes).map(Double.init)
    #expect(zip(decoded, nearest).count { $0 != $1 } == 0)
    let rest = zip(values, decoded).map { Float(Double($0) - $1) }
    #expect(zip(residual, rest).count { $0 != $1 } == 0)
    guard format == .float16 else { return }
    // A sum never is -0.
    let swifts = values.map { Float16($0 + 0) }
    let wrong = zip(codes, swifts).count { $1.isFinite && $0 != $1.bitPattern }
    #expect(wrong == 0)
  }

  @Test("beyond the largest value the residual keeps the rest", arguments: HalfPrecision.allCases)
  func overflow(format: HalfPrecision) {
    let largest = meaning(of: largest(format), format)
    let value = min(3 * largest, Float.greatestFiniteMagnitude)
    let (codes, residual) = encoded([value, -value], format)
    #expect(format.decode(codes) == [largest, -largest])
    #expect(residual == [value - largest, largest - value])
  }

  @Test("infinity and NaN stay, and spoil the residual", arguments: HalfPrecision.allCases)
  func special(format: HalfPrecision) {
    let (codes, residual) = encoded([.infinity, -.infinity, .nan, -.nan], format)
    let found = format.decode(codes)
    #expect(found[..<2] == [.infinity, -.infinity])
    #expect(found[2...].allSatisfy { $0.isNaN })
    #expect(residual.allSatisfy { !$0.isFinite })
  }

  @Test("error feedback loses nothing", arguments: HalfPrecision.allCases, sizes)
  func feedback(format: HalfPrecision, count: Int) {
    var values = TestValues(UInt64(count))
    var residual = [Float](repeating: 0, count: count)
    var received = [Float](repeating: 0, count: count)
    var sum = [Double](repeating: 0, count: count)
    for _ in 0..<20 {
      let x = values.floats(count)
      for i in x.indices { sum[i] += Double(x[i]) }
      format.decodeAdd(format.encode(x, residual: &residual), to: &received)
    }
    let found = zip(received, residual).map { $0 + $1 }
    #expect(excess(found, sum, atol: 1e-5) == 0)
  }

  // MARK: - The other side

  private func meaning(of code: UInt16, _ format: HalfPrecision) -> Float {
    switch format {
    case .bfloat16: Float(bitPattern: UInt32(code) << 16)
    case .float16: Float(Float16(bitPattern: code))
    }
  }

  private func largest(_ format: HalfPrecision) -> UInt16 {
    switch format {
    case .bfloat16: 0x7F7F
    case .float16: 0x7BFF
    }
  }

  private func encoded(
    _ values: [Float],
    _ format: HalfPrecision
  ) -> (codes: [UInt16], residual: [Float]) {
    var residual = [Float](repeating: 0, count: values.count)
    let codes = format.encode(values, residual: &residual)
    return (codes, residual)
  }
}
