// SPDX-License-Identifier: MIT

/// For each rank as many places and the values there, which one message carries together.
@safe
struct PairBuffer: ~Copyable {
  /// Bytes of a place and its value.
  static let stride = MemoryLayout<UInt32>.stride + MemoryLayout<Float>.stride

  /// Pairs of each rank.
  let count: Int
  private let bytes: UnsafeMutableRawBufferPointer

  /// Makes room for `count` pairs of each of some ranks, all zeros.
  init(ranks: Int, count: Int) {
    self.count = count
    unsafe bytes = .allocate(byteCount: ranks * count * Self.stride, alignment: 64)
    for rank in 0..<ranks {
      unsafe Self.places(bytes, rank, count).initialize(repeating: 0)
      unsafe Self.values(bytes, rank, count).initialize(repeating: 0)
    }
  }

  deinit {
    unsafe bytes.deallocate()
  }

  /// Lends the places and the values of a rank for reading.
  borrowing func read<Result>(
    _ rank: Int,
    _ body: (Span<UInt32>, Span<Float>) -> Result
  ) -> Result {
    unsafe body(Self.places(bytes, rank, count).span, Self.values(bytes, rank, count).span)
  }

  /// Lends the places and the values of a rank for writing.
  mutating func edit<Result>(
    _ rank: Int,
    _ body: (inout MutableSpan<UInt32>, inout MutableSpan<Float>) -> Result
  ) -> Result {
    var places = unsafe Self.places(bytes, rank, count).mutableSpan
    var values = unsafe Self.values(bytes, rank, count).mutableSpan
    return body(&places, &values)
  }

  /// What a message of a rank's pairs carries.
  @unsafe
  borrowing func message(of rank: Int) -> UnsafeMutableRawBufferPointer {
    unsafe Self.part(bytes, rank, count)
  }

  // MARK: - Parts

  private static func part(
    _ bytes: UnsafeMutableRawBufferPointer,
    _ rank: Int,
    _ count: Int
  ) -> UnsafeMutableRawBufferPointer {
    let length = count * stride
    return unsafe UnsafeMutableRawBufferPointer(
      rebasing: bytes[rank * length..<(rank + 1) * length]
    )
  }

  private static func places(
    _ bytes: UnsafeMutableRawBufferPointer,
    _ rank: Int,
    _ count: Int
  ) -> UnsafeMutableBufferPointer<UInt32> {
    let half = count * MemoryLayout<UInt32>.stride
    let places = unsafe part(bytes, rank, count)[..<half]
    return unsafe UnsafeMutableRawBufferPointer(rebasing: places).bindMemory(to: UInt32.self)
  }

  private static func values(
    _ bytes: UnsafeMutableRawBufferPointer,
    _ rank: Int,
    _ count: Int
  ) -> UnsafeMutableBufferPointer<Float> {
    let half = count * MemoryLayout<UInt32>.stride
    let values = unsafe part(bytes, rank, count)[half...]
    return unsafe UnsafeMutableRawBufferPointer(rebasing: values).bindMemory(to: Float.self)
  }
}
