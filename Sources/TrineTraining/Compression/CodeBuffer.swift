// SPDX-License-Identifier: MIT

/// Codes of 16 bits at an address that stays, so that messages can carry them.
@safe
struct CodeBuffer: ~Copyable {
  private let codes: UnsafeMutableBufferPointer<UInt16>
  private let count: Int

  /// Makes a buffer of zeros.
  init(count: Int) {
    unsafe codes = .allocate(capacity: count)
    unsafe codes.initialize(repeating: 0)
    self.count = count
  }

  deinit {
    unsafe codes.deallocate()
  }

  /// Lends a range for reading.
  borrowing func read<Result>(_ range: Range<Int>, _ body: (Span<UInt16>) -> Result) -> Result {
    unsafe body(slice(range).span)
  }

  /// Lends a range for writing.
  mutating func edit<Result>(
    _ range: Range<Int>,
    _ body: (inout MutableSpan<UInt16>) -> Result
  ) -> Result {
    var span = unsafe slice(range).mutableSpan
    return body(&span)
  }

  /// A range as bytes, for messages that outlive a scope.
  @unsafe
  borrowing func bytes(_ range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(slice(range))
  }

  private borrowing func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<UInt16> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "\(range) is not in 0..<\(count)"
    )
    return unsafe UnsafeMutableBufferPointer(rebasing: codes[range])
  }
}
