// SPDX-License-Identifier: MIT

/// Gathers the rows of the next batch while a model works on this one.
///
/// Request the first batch; then, in every step, request the next one before this one is taken. At
/// most two batches are outstanding, the one that is lent among them. Nothing is allocated after
/// `init`.
public final class BatchFeeder {
  /// Who gathers rows.
  public enum Mode: Sendable, CaseIterable {
    /// Whoever takes a batch, at that moment.
    case inline
    /// A thread of its own, as soon as a batch is requested.
    case thread
  }

  private let slots: [BatchSlot]
  /// Ends, once it has filled what it is filling, when nobody holds the feeder any more.
  private let thread: BatchThread?
  /// Batches requested and taken so far.
  private var (requested, taken) = (0, 0)
  private var isLending = false

  /// Makes room for two batches.
  /// - Parameters:
  ///   - set: Where rows come from.
  ///   - capacity: The most rows a batch has.
  ///   - columns: Which values of each row; `nil` for all.
  ///   - mode: Who gathers them.
  /// - Throws: a `Diagnostic` when the thread cannot be started.
  public init(set: Dataset, capacity: Int, columns: Range<Int>? = nil, mode: Mode) throws {
    let columns = columns ?? 0..<set.featureCount
    slots = (0..<2).map { _ in BatchSlot(BatchRows(set, columns: columns, capacity: capacity)) }
    thread = mode == .thread ? try BatchThread(slots) : nil
  }

  /// Asks for the rows of one more batch, none for an empty one.
  public func request(_ indices: ArraySlice<Int>) {
    precondition(requested - taken < slots.count, "two batches are outstanding")
    slots[requested % slots.count].rows.request(indices)
    requested += 1
    thread?.request()
  }

  /// Waits for the batch that was requested first and lends its rows, (B, F), and classes, (B).
  public func take<Result, Failure: Error>(
    _ body: (Span<Float>, Span<Int32>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(taken < requested && !isLending, "no batch is outstanding")
    let slot = slots[taken % slots.count]
    if let thread { thread.wait() } else { slot.rows.fill() }
    isLending = true
    defer {
      isLending = false
      taken += 1
    }
    return try slot.rows.read(body)
  }
}
