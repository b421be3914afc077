// SPDX-License-Identifier: MIT

import Testing
import TrineKernels

struct BLASTests {
  static let shapes: [BLAS.ProductShape] =
    [0, 1, 7, 8, 9].flatMap { m in
      [0, 1, 7, 8, 9].flatMap { n in
        [0, 1, 7, 8, 9].map { k in BLAS.ProductShape(rows: m, columns: n, inner: k) }
      }
    } + [
      BLAS.ProductShape(rows: 1000, columns: 9, inner: 7),
      BLAS.ProductShape(rows: 8, columns: 1000, inner: 9),
      BLAS.ProductShape(rows: 7, columns: 8, inner: 1000),
    ]

  @Test("a product is the naive one, however its factors are stored", arguments: shapes)
  func product(shape: BLAS.ProductShape) {
    let (m, n, k) = (shape.rows, shape.columns, shape.inner)
    var values = TestValues(UInt64(m * 10_000 + n * 100 + k))
    let a = values.floats(m * k)
    let b = values.floats(k * n)
    let aTransposed = transposed(a, rows: m, columns: k)
    let bTransposed = transposed(b, rows: k, columns: n)
    let expected = Reference.product(a.map(Double.init), b.map(Double.init), shape: shape)
    #expect(excess(multiplied(a, b, .neither, shape), expected, atol: 1e-4) == 0)
    #expect(excess(multiplied(aTransposed, b, .first, shape), expected, atol: 1e-4) == 0)
    #expect(excess(multiplied(a, bTransposed, .second, shape), expected, atol: 1e-4) == 0)
  }

  private func multiplied(
    _ a: [Float],
    _ b: [Float],
    _ transposed: BLAS.Transposition,
    _ shape: BLAS.ProductShape
  ) -> [Float] {
    // What was there before must not shine through.
    var c = [Float](repeating: .nan, count: shape.rows * shape.columns)
    var span = c.mutableSpan
    BLAS.multiply(a.span, b.span, transposed: transposed, shape: shape, into: &span)
    return c
  }

  @Test(
    "a product is added to the kept share of what was there",
    arguments: [-0.5, 0, 0.9, 1],
    shapes
  )
  func keeping(beta: Float, shape: BLAS.ProductShape) {
    var values = TestValues(UInt64(shape.rows * 10_000 + shape.columns * 100 + shape.inner + 1))
    let a = values.floats(shape.rows * shape.inner)
    let b = values.floats(shape.inner * shape.columns)
    var c = values.floats(shape.rows * shape.columns)
    let expected = zip(
      Reference.product(a.map(Double.init), b.map(Double.init), shape: shape),
      c
    ).map { $0 + Double(beta) * Double($1) }
    var span = c.mutableSpan
    BLAS.multiply(a.span, b.span, shape: shape, keeping: beta, into: &span)
    #expect(excess(c, expected, atol: 1e-4) == 0)
  }

  private func transposed(_ a: [Float], rows: Int, columns: Int) -> [Float] {
    Reference.transpose(a.map(Double.init), rows: rows, columns: columns).map(Float.init)
  }

  @Test("factors of a wrong size are refused")
  func wrongSizes() async {
    await #expect(processExitsWith: .failure) {
      var c: [Float] = [0]
      var span = c.mutableSpan
      let shape = BLAS.ProductShape(rows: 1, columns: 1, inner: 2)
      BLAS.multiply([1, 2].span, [1].span, shape: shape, into: &span)
    }
  }

  @Test("the library tells its name")
  func library() {
    #expect(BLAS.library.hasPrefix("OpenBLAS "))
    #expect(!BLAS.core.isEmpty)
  }
}
