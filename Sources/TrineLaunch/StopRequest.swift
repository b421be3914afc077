// SPDX-License-Identifier: MIT

@preconcurrency import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and its like, turned into a request that work in progress can hear.
///
/// While one exists the process no longer dies of SIGINT, SIGTERM and SIGHUP by itself.
public final class StopRequest: Sendable {
  private struct State {
    var signal: Int32?
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on.
  public init() {
    let signals = [SIGINT, SIGTERM, SIGHUP]
    // Dispatch hears a signal only when its default action does not come first.
    for number in signals { _ = Glibc.signal(number, SIG_IGN) }
    let queue = DispatchQueue(label: "trine.signals")
    sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: queue) }
    for (source, signal) in zip(sources, signals) {
      source.setEventHandler { [weak self] in self?.request(signal) }
      source.resume()
    }
  }

  /// The signal that asked first; `nil` while none has.
  public var signal: Int32? { state.withLock { $0.signal } }

  /// Says what to do when a request comes, or at once if it has come already.
  func onRequest(_ action: @escaping @Sendable () -> Void) {
    let isRequested = state.withLock { state in
      state.action = action
      return state.signal != nil
    }
    if isRequested { action() }
  }

  private func request(_ signal: Int32) {
    let action = state.withLock { state in
      state.signal = state.signal ?? signal
      return state.action
    }
    action?()
  }
}
