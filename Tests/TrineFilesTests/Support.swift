// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
import Testing
import TrineCore

/// A folder of the test's own, deleted at its end.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let name = "trine-files-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    path = FileManager.default.temporaryDirectory.appending(path: name).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    chmod(path, 0o700)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Everything in the folder, hidden or not.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  @discardableResult
  func put(_ text: String, _ name: String) throws -> String {
    let path = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }
}

/// What is reported.
func report(_ work: () throws -> Void) -> String {
  do {
    try work()
    return "nothing"
  } catch {
    return "\(error)"
  }
}

/// Makes this process, one of a test's own, somebody whom a folder can keep out: the superuser may
/// write anywhere.
func becomeNobody() throws {
  try #require(geteuid() != 0 || seteuid(65_534) == 0)
}

/// Does something with each number below `count`, on as many threads at once.
func onThreads<Value: Sendable>(
  _ count: Int,
  _ work: @escaping @Sendable (Int) throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    for number in 0..<count {
      group.addTask { try await onThread { try work(number) } }
    }
    return try await group.reduce(into: []) { $0.append($1) }
  }
}

private func onThread<Value: Sendable>(
  _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    let job = Job { continuation.resume(with: Result(catching: work)) }
    var thread = pthread_t()
    pthread_create(
      &thread,
      nil,
      { argument in
        if let argument { Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      },
      Unmanaged.passRetained(job).toOpaque()
    )
    pthread_detach(thread)
  }
}

private final class Job: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
