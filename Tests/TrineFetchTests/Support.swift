// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore

@testable import TrineFetch

/// The files of the tests.
enum Fixture {
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}

/// arXiv and Crossref on loopback, for as long as the tests run.
final class PapersServer: Sendable {
  /// The one for all tests; it ends with its input, and so with them.
  static let shared = Result { try PapersServer() }

  let address: String
  private let folder: String
  private let process: Process

  private init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/trine-fetch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Fixture.path("papers-server.py"), "\(folder)/port"]
    process.standardInput = Pipe()
    try process.run()
    while !FileManager.default.fileExists(atPath: "\(folder)/port"), process.isRunning {
      usleep(5000)
    }
    let port = try String(contentsOfFile: "\(folder)/port", encoding: .utf8)
    address = "http://127.0.0.1:\(port)"
  }

  /// A workspace whose services are the server's on some day.
  func workspace(
    day: String,
    timeout: Double = 20,
    pause: Double = 0,
    mailto: String? = nil
  ) -> Workspace {
    let network = NetworkSettings(
      arxiv: "\(address)/\(day)/arxiv",
      crossref: "\(address)/\(day)/crossref",
      timeout: timeout,
      pause: pause,
      mailto: mailto
    )
    return Workspace(
      root: "\(folder)/\(UUID().uuidString)",
      settings: WorkspaceSettings(name: "lab", network: network)
    )
  }

  /// What the server was asked on a day.
  func log(day: String) throws -> [JSONValue] {
    try String(contentsOfFile: "\(folder)/port.log", encoding: .utf8).split(separator: "\n")
      .map { try JSONText.value(JSONValue.self, from: String($0)) }
      .filter { $0["path"]?.string?.hasPrefix("/\(day)/") == true }
  }
}
