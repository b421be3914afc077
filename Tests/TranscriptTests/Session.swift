// SPDX-License-Identifier: MIT

import Foundation

/// A shell in a temporary folder, with the executables just built in its path.
struct Session {
  private let folder: URL
  private let environment: [String: String]

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "trine-\(UUID().uuidString)")
    let lab = folder.appending(path: "lab")
    try FileManager.default.createDirectory(at: lab, withIntermediateDirectories: true)
    let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    let inherited = ProcessInfo.processInfo.environment
    environment = [
      "PATH": products + ":" + (inherited["PATH"] ?? "/usr/bin:/bin"),
      "HOME": folder.path,
      "FIXTURES": URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "TrineFetchTests/Fixtures").path,
      "TMPDIR": folder.path,
      "LANG": "C.UTF-8",
      "TZ": "UTC",
      "OPENBLAS_CORETYPE": inherited["OPENBLAS_CORETYPE"] ?? "",
    ].filter { !$0.value.isEmpty }
  }

  /// Removes the folder.
  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs a command in the folder `lab` and gives back the lines of a transcript.
  func run(_ command: String) throws -> [String] {
    var (text, code) = try output(of: command)
    text = steady(text)
    if text.hasSuffix("\n") { text.removeLast() }
    let lines = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.isEmpty ? ">" : "> \($0)" } + (code == 0 ? [] : ["? \(code)"])
  }

  /// Runs a command in the folder `lab` and gives back all it prints and its exit code.
  func output(of command: String) throws -> (text: String, code: Int32) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "exec 2>&1\n" + command]
    process.environment = environment
    process.currentDirectoryURL = folder.appending(path: "lab")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  /// The text with everything that differs from day to day and machine to machine made the same.
  private func steady(_ text: String) -> String {
    var text = text.replacingOccurrences(of: folder.path, with: "<tmp>")
    for (pattern, name) in Self.unsteady {
      text = text.replacingOccurrences(of: pattern, with: name, options: .regularExpression)
    }
    return text
  }

  private static let unsteady = [
    (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"#, "<moment>"),
    (#"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?"#, "<minute>"),
    (today, "<today>"),
    (#"\d{4}-W\d\d"#, "<week>"),
    (#"[\d,.]+ samples/s"#, "<n> samples/s"),
    (#"throughput [\d,.]+"#, "throughput <n>"),
    (#"\b\d+\.\d+ s\b"#, "<n> s"),
    // Losses and accuracies: the last digits are the BLAS kernels'.
    (#"\b\d\.\d{4}\b"#, "<figure>"),
    (#"on \#(ProcessInfo.processInfo.hostName)\b"#, "on <host>"),
    (#"127\.0\.0\.1:\d{4,5}"#, "127.0.0.1:<port>"),
    (#"after \d+ ms"#, "after <n> ms"),
    (#"process \d+"#, "process <n>"),
  ]

  private static var today: String {
    Date().formatted(.iso8601.year().month().day())
  }
}
