// SPDX-License-Identifier: MIT

/// What a processor fetches from memory at once, and ranks that share memory must not share: 64 bytes.
public enum CacheLine {
  /// Floats of a line.
  public static let floats = 16

  /// So many floats and as many more as fill the last line, at least one line.
  public static func padded(_ count: Int) -> Int {
    (max(1, count) + floats - 1) / floats * floats
  }

  /// One of `size` contiguous parts of `count` floats, as even as can be, of whole lines but for the
  /// end; where there are fewer lines than parts, some are empty.
  public static func part(_ index: Int, of size: Int, count: Int) -> Range<Int> {
    let lines = padded(count) / floats
    let (first, last) = (lines * index / size, lines * (index + 1) / size)
    return (floats * first..<floats * last).clamped(to: 0..<count)
  }
}
