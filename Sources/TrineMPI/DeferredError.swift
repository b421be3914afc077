// SPDX-License-Identifier: MIT

/// What goes wrong where nothing can be thrown, until something can.
///
/// The first error is the cause of what follows, so that it stays, and nothing more is tried.
public final class DeferredError {
  private var error: MPIError?

  /// Nothing has gone wrong.
  public init() {}

  /// Does something, unless something has gone wrong before.
  public func keep(_ body: () throws(MPIError) -> Void) {
    guard error == nil else { return }
    do throws(MPIError) {
      try body()
    } catch {
      self.error = error
    }
  }

  /// Throws what went wrong first.
  public func check() throws(MPIError) {
    if let error { throw error }
  }
}

@available(*, unavailable)
extension DeferredError: Sendable {}
