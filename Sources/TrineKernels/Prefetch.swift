// SPDX-License-Identifier: MIT

internal import CTrineKernels

/// Memory that will be read soon, asked for before it is.
public enum Prefetch {
  /// How long a line of the cache is, in bytes, on the processors this runs on.
  private static let lineLength = 64

  /// Has the values come nearer while the processor goes on; reading them later waits less.
  ///
  /// Rows in random order are what the processor cannot guess. Without this, gathering 64 rows of 784
  /// bytes out of 47 MB waits for memory 64 times.
  public static func read<Value: BitwiseCopyable>(_ x: Span<Value>) {
    unsafe x.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      for offset in stride(from: 0, to: bytes.count, by: lineLength) {
        unsafe trine_kernels_prefetch(start + offset)
      }
    }
  }
}
