// SPDX-License-Identifier: MIT

import COpenBLAS

/// The matrix products of OpenBLAS; the only caller of `cblas_*`.
public enum BLAS {
  /// The sizes of a product: (M, K) times (K, N) is (M, N).
  public struct ProductShape: Hashable, Sendable {
    /// Rows of the result, M.
    public var rows: Int
    /// Columns of the result, N.
    public var columns: Int
    /// What is summed over, K.
    public var inner: Int

    /// Names the sizes of a product.
    public init(rows: Int, columns: Int, inner: Int) {
      self.rows = rows
      self.columns = columns
      self.inner = inner
    }

    fileprivate func check(a: Int, b: Int, c: Int) {
      precondition(a == rows * inner, "a holds \(a) values, not (M, K) of \(self)")
      precondition(b == inner * columns, "b holds \(b) values, not (K, N) of \(self)")
      precondition(c == rows * columns, "c holds \(c) values, not (M, N) of \(self)")
    }
  }

  /// Which factors are stored transposed.
  public enum Transposition: Sendable {
    /// `a` is stored as (M, K) and `b` as (K, N).
    case neither
    /// `a` is stored as (K, M).
    case first
    /// `b` is stored as (N, K).
    case second
  }

  /// Computes `c = a b + beta·c`, all row by row.
  ///
  /// Shapes: see `ProductShape` and `Transposition`. `c` must not overlap `a` or `b`. A `beta` of 0
  /// overwrites `c`, be it NaN. With nothing to sum over, `c` becomes `beta·c`.
  /// Cost: 2·M·N·K flops, one `sgemm`.
  public static func multiply(
    _ a: Span<Float>,
    _ b: Span<Float>,
    transposed: Transposition = .neither,
    shape: ProductShape,
    keeping beta: Float = 0,
    into c: inout MutableSpan<Float>
  ) {
    let (m, n, k) = (shape.rows, shape.columns, shape.inner)
    shape.check(a: a.count, b: b.count, c: c.count)
    guard m > 0, n > 0, k > 0 else { return Vector.scale(&c, by: beta) }
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe c.withUnsafeMutableBufferPointer { c in
          unsafe cblas_sgemm(
            CblasRowMajor,
            transposed == .first ? CblasTrans : CblasNoTrans,
            transposed == .second ? CblasTrans : CblasNoTrans,
            Int32(m),
            Int32(n),
            Int32(k),
            1,
            a.baseAddress,
            Int32(transposed == .first ? m : k),
            b.baseAddress,
            Int32(transposed == .second ? k : n),
            beta,
            c.baseAddress,
            Int32(n)
          )
        }
      }
    }
  }

  /// Sets how many threads a product may use.
  public static func setThreads(_ count: Int) {
    openblas_set_num_threads(Int32(count))
  }

  /// How many threads a product may use.
  public static var threads: Int { Int(openblas_get_num_threads()) }

  /// The processor OpenBLAS has chosen its kernels for, such as `SkylakeX`.
  public static var core: String {
    unsafe text(openblas_get_corename())
  }

  /// The library's name and version, such as `OpenBLAS 0.3.21`.
  public static var library: String {
    unsafe text(openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
  }

  private static func text(_ words: UnsafePointer<CChar>?) -> String {
    guard let words = unsafe words else { return "unknown" }
    return unsafe String(cString: words)
  }
}
