// SPDX-License-Identifier: MIT

/// A fixed number of places for transfers under way, such as one for each bucket of gradients.
///
/// An array cannot hold a `Transfer`, which is not copyable. All memory is taken at the start.
@safe public final class TransferSlots {
  private let slots: UnsafeMutableBufferPointer<Transfer?>

  /// Makes empty slots.
  public init(count: Int) {
    unsafe slots = .allocate(capacity: count)
    for index in 0..<count { unsafe slots.initializeElement(at: index, to: nil) }
  }

  deinit {
    unsafe slots.deinitialize()
    unsafe slots.deallocate()
  }

  /// The number of slots, empty or not.
  public var count: Int { unsafe slots.count }

  /// Puts a transfer into a slot whose last one, if any, is done.
  public func put(_ transfer: consuming Transfer, at index: Int) {
    precondition(!isBusy(index), "slot \(index) holds a transfer that is not done")
    unsafe slots[index] = consume transfer
  }

  /// Whether a slot's transfer has not been seen done yet.
  public func isBusy(_ index: Int) -> Bool {
    precondition((0..<count).contains(index), "slot \(index) is not below \(count)")
    return unsafe !(slots[index]?.isDone ?? true)
  }

  /// Whether a slot's transfer is done, without waiting; true for an empty slot.
  public func test(_ index: Int) throws(MPIError) -> Bool {
    guard isBusy(index) else { return true }
    return try unsafe slots[index]?.test() ?? true
  }

  /// Waits until a slot's transfer is done; returns at once for an empty slot.
  public func wait(_ index: Int) throws(MPIError) {
    guard isBusy(index) else { return }
    try unsafe slots[index]?.wait()
  }

  /// Tests every slot, which also lets MPI move data, and says whether all are done.
  public func testAll() throws(MPIError) -> Bool {
    var isDone = true
    for index in 0..<count where try !test(index) { isDone = false }
    return isDone
  }

  /// Waits until every slot's transfer is done.
  public func waitAll() throws(MPIError) {
    for index in 0..<count { try wait(index) }
  }
}

@available(*, unavailable)
extension TransferSlots: Sendable {}
