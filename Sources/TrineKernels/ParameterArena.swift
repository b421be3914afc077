// SPDX-License-Identifier: MIT

/// One contiguous buffer of floats, aligned to 64 bytes, of which layers hold ranges.
///
/// Optimizer, allreduce and checkpoint walk all of it as one span; gradients, velocities and a
/// model's intermediate values lie in arenas of their own. Nothing is allocated after `init`.
@safe
public struct ParameterArena: ~Copyable {
  private let base: UnsafeMutablePointer<Float>
  /// Whose memory it is, if not the arena's own.
  private let owner: AnyObject?
  /// How many floats there are.
  public let count: Int

  /// Makes an arena of zeros.
  public init(count: Int) {
    precondition(count >= 0, "an arena cannot hold \(count) floats")
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride,
      alignment: 64
    )
    unsafe base = bytes.initializeMemory(as: Float.self, repeating: 0, count: count)
    self.count = count
    owner = nil
  }

  /// Lends memory that belongs to somebody else, such as a window shared between ranks.
  ///
  /// The arena keeps `owner` alive and frees nothing. What lies there stays as it is. `base` must
  /// hold `count` floats for as long as `owner` lives, and nobody else may write to them while the
  /// arena lends them.
  @unsafe
  public init(_ base: UnsafeMutablePointer<Float>, count: Int, keeping owner: AnyObject) {
    precondition(count >= 0, "an arena cannot hold \(count) floats")
    unsafe self.base = base
    self.count = count
    self.owner = owner
  }

  deinit {
    if owner == nil { unsafe base.deallocate() }
  }

  /// All of it.
  public var indices: Range<Int> { 0..<count }

  /// Where the first float lies, for transfers that outlive a scope.
  ///
  /// Valid for as long as the arena is; whoever uses it keeps the rules of exclusive access.
  @unsafe
  public var address: UnsafeMutablePointer<Float> { unsafe base }

  // MARK: - Access

  /// Lends a range for reading.
  public borrowing func read<Result, Failure: Error>(
    _ range: Range<Int>,
    _ body: (Span<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(slice(range).span)
  }

  /// Lends a range for writing.
  public mutating func edit<Result, Failure: Error>(
    _ range: Range<Int>,
    _ body: (inout MutableSpan<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var span = unsafe slice(range).mutableSpan
    return try body(&span)
  }

  /// Lends two ranges that do not overlap for writing.
  public mutating func edit<Result, Failure: Error>(
    _ first: Range<Int>,
    _ second: Range<Int>,
    _ body: (inout MutableSpan<Float>, inout MutableSpan<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(!first.overlaps(second), "the ranges \(first) and \(second) overlap")
    var firstSpan = unsafe slice(first).mutableSpan
    var secondSpan = unsafe slice(second).mutableSpan
    return try body(&firstSpan, &secondSpan)
  }

  /// Lends a range for writing and one that does not overlap it for reading.
  public mutating func edit<Result, Failure: Error>(
    _ written: Range<Int>,
    reading read: Range<Int>,
    _ body: (Span<Float>, inout MutableSpan<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(!written.overlaps(read), "the ranges \(written) and \(read) overlap")
    var span = unsafe slice(written).mutableSpan
    return try unsafe body(slice(read).span, &span)
  }

  private borrowing func slice(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Float> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "\(range) is not in 0..<\(count)"
    )
    return unsafe UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count)
  }
}
