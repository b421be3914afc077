// SPDX-License-Identifier: MIT

import Dispatch
import Synchronization

/// What a function makes of many elements, in their order, each as soon as it is there: all cores work
/// ahead of whoever asks.
///
/// Whoever puts the outputs into a database, one after the other, so waits for hardly any of them.
public struct ConcurrentMap<Output: Sendable>: Sequence, IteratorProtocol {
  private let parts: Parts<Output>
  private var index = 0
  private var part: ArraySlice<Output> = []

  /// Begins at once.
  /// - Parameters:
  ///   - elements: What is to be mapped.
  ///   - length: How many elements a thread takes at a time: for fewer, a second thread costs more
  ///     than it brings.
  ///   - transform: The function; calls of it run at once.
  public init<Input: Sendable>(
    _ elements: [Input],
    by length: Int = 64,
    _ transform: @escaping @Sendable (Input) -> Output
  ) {
    let starts = Array(stride(from: 0, to: elements.count, by: length))
    let parts = Parts<Output>(count: starts.count)
    self.parts = parts
    let make = { @Sendable (index: Int) in
      let part = elements[starts[index]..<Swift.min(starts[index] + length, elements.count)]
      parts.put(part.map(transform), at: index)
    }
    if starts.count == 1 {
      make(0)
    } else {
      DispatchQueue.global(qos: .userInitiated).async {
        DispatchQueue.concurrentPerform(iterations: starts.count, execute: make)
      }
    }
  }

  /// The next output; waits until it is made.
  public mutating func next() -> Output? {
    while part.isEmpty {
      guard index < parts.count else { return nil }
      part = parts.take(index)[...]
      index += 1
    }
    return part.popFirst()
  }
}

/// Parts that some threads make and another takes.
private final class Parts<Output: Sendable>: Sendable {
  private let made: Mutex<[[Output]]>
  private let arrivals: [DispatchSemaphore]

  init(count: Int) {
    made = Mutex([[Output]](repeating: [], count: count))
    arrivals = (0..<count).map { _ in DispatchSemaphore(value: 0) }
  }

  var count: Int { arrivals.count }

  func put(_ part: [Output], at index: Int) {
    made.withLock { $0[index] = part }
    arrivals[index].signal()
  }

  /// Takes a part out, once; waits until it is there.
  func take(_ index: Int) -> [Output] {
    arrivals[index].wait()
    return made.withLock { parts in
      defer { parts[index] = [] }
      return parts[index]
    }
  }
}
