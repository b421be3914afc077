// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// The words of the last failed system call.
func lastSystemError() -> String {
  guard let text = unsafe strerror(errno) else { return "error \(errno)" }
  return unsafe String(cString: text)
}

/// The machine's name.
func hostName() -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Makes a folder that may be there already; the one above it is.
func makeFolder(_ path: String) throws {
  guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
    throw Diagnostic.unwritable(path, lastSystemError())
  }
}

/// Has standard output and error go to the end of a file.
func redirectOutput(to path: String) throws {
  let file = try OutputFile(path, .append)
  guard dup2(file.descriptor, STDOUT_FILENO) >= 0, dup2(file.descriptor, STDERR_FILENO) >= 0 else {
    throw Diagnostic.unwritable(path, lastSystemError())
  }
}

/// Writes words for people, at once.
public func printToStandardError(_ text: String) {
  let bytes = Array(text.utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
