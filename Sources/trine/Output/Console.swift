// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc

/// The two streams: results go to the one, everything else to the other.
enum Console {
  /// Writes a result to standard output, with a line break at its end.
  static func print(_ text: String) {
    write(text, to: STDOUT_FILENO)
  }

  /// Writes a piece of a result that is too long to be put together first.
  static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes chatter, counts and hints to standard error.
  static func note(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// Replaces the current line of the terminal.
  static func replaceLine(_ text: String) {
    writeAll("\r\u{1B}[K" + text, to: STDERR_FILENO)
  }

  /// Whether somebody at a terminal says yes; `nil` where nobody sits at one to be asked.
  static func confirms(_ question: String) -> Bool? {
    guard isInteractive, isatty(STDIN_FILENO) == 1 else { return nil }
    writeAll("\(question) [y/N] ", to: STDERR_FILENO)
    return readLine()?.lowercased().hasPrefix("y") ?? false
  }

  /// Whether standard error is a terminal somebody looks at.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether results may have colours: on a terminal, where nobody asked for none (no-color.org).
  static var isColoured: Bool {
    let wish = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    return isatty(STDOUT_FILENO) == 1 && wish.isEmpty
  }

  /// Columns of the terminal behind standard error.
  static var width: Int {
    var size = winsize()
    let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  private static func write(_ text: String, to stream: Int32) {
    guard !text.isEmpty else { return }
    writeAll(text.hasSuffix("\n") ? text : text + "\n", to: stream)
  }

  /// A reader that has seen enough (`| head`) is no failure; a full disk below the results is one.
  private static func giveUp(_ stream: Int32) {
    guard stream == STDOUT_FILENO, errno != EPIPE else { return }
    let why = String(cString: strerror(errno))
    note("Error: the results cannot be written: \(why)")
    exit(EXIT_FAILURE)
  }

  private static func writeAll(_ text: String, to stream: Int32) {
    write(Array(text.utf8), to: stream)
  }

  private static func write(_ bytes: [UInt8], to stream: Int32) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(stream, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return giveUp(stream) }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }
}
