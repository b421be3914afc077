// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineFiles

@Suite("Taking turns")
struct TurnFileTests {
  @Test("one at a time has the turn, and its beginning is remembered")
  func turns() throws {
    let path =
      FileManager.default.temporaryDirectory.path + "/trine-turn-\(UUID().uuidString)/x/turn"
    #expect(try turn(path) == .new)
    #expect(try turn(path, begins: true) == .new)
    #expect(try turn(path) == .later)
    #expect(try turnWhileHeld(path) == .taken)
    let future = Date(timeIntervalSinceNow: 3600)
    try FileManager.default.setAttributes([.modificationDate: future], ofItemAtPath: path)
    #expect(try turn(path) == .inTheFuture)
    try FileManager.default.removeItem(atPath: URL(filePath: path).deletingLastPathComponent().path)
  }

  private enum State {
    case taken, new, later, inTheFuture
  }

  /// What the file is like for one who wants a turn, and who may begin it.
  private func turn(_ path: String, begins: Bool = false) throws -> State {
    guard let turn = try TurnFile.take(path) else { return .taken }
    let age = turn.age
    if begins { try turn.begin() }
    guard let age else { return .new }
    return age == 0 ? .inTheFuture : .later
  }

  private func turnWhileHeld(_ path: String) throws -> State {
    guard let held = try TurnFile.take(path) else { return .new }
    let state = try turn(path)
    _ = held.age
    return state
  }
}
