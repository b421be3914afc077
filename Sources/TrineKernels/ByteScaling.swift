// SPDX-License-Identifier: MIT

/// Bytes, such as the grey values of an image, as floats.
public enum ByteScaling {
  /// Computes `y = x / 255`, each value the float nearest to it.
  ///
  /// Shapes: both (N). Cost: two products and a sum a value; a division takes four times as long.
  public static func toUnit(_ x: Span<UInt8>, into y: inout MutableSpan<Float>) {
    precondition(x.count == y.count, "x holds \(x.count) bytes and y \(y.count) floats")
    // 1/255 in two parts. The first, 257/65536, has 9 bits: its product with a byte is exact.
    let (high, low): (Float, Float) = (0x1.01p-8, 0x1.010102p-24)
    for i in x.indices {
      let byte = Float(x[i])
      y[i] = byte * high + byte * low
    }
  }
}
