// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// A file that is being written, without a buffer in between.
struct OutputFile: ~Copyable {
  /// How a file is opened.
  enum Mode {
    /// At its end; it is made when it is not there.
    case append
    /// From its beginning; what was there is lost.
    case replace
    /// Where it is told to write; the file is there.
    case parts
  }

  let descriptor: Int32
  let path: String

  init(_ path: String, _ mode: Mode) throws {
    let flags =
      switch mode {
      case .append: O_CREAT | O_APPEND
      case .replace: O_CREAT | O_TRUNC
      case .parts: Int32(0)
      }
    descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
    self.path = path
    guard descriptor >= 0 else { throw Diagnostic.unwritable(path, lastSystemError()) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes all bytes: behind what was written last, or at some place.
  borrowing func write(_ bytes: RawSpan, at offset: Int? = nil) throws {
    var done = 0
    while done < bytes.byteCount {
      let rest = bytes.extracting(droppingFirst: done)
      let count = unsafe rest.withUnsafeBytes { rest in
        guard let offset else {
          return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        }
        return unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Diagnostic.unwritable(path, lastSystemError()) }
      done += count
    }
  }

  /// Waits until everything is on the disk.
  borrowing func sync() throws {
    guard fsync(descriptor) == 0 else { throw Diagnostic.unwritable(path, lastSystemError()) }
  }
}

extension OutputFile {
  /// Writes a whole file, so that a crash leaves the old one or the new one.
  static func replacing(_ path: String, _ body: (borrowing OutputFile) throws -> Void) throws {
    let temporary = "\(path).\(getpid()).tmp"
    do {
      let file = try OutputFile(temporary, .replace)
      try body(file)
      try file.sync()
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try finish(temporary, as: path)
  }

  /// Gives a file that is on the disk its name.
  static func finish(_ temporary: String, as path: String) throws {
    guard unsafe rename(temporary, path) == 0 else {
      let error = lastSystemError()
      unsafe unlink(temporary)
      throw Diagnostic.unwritable(path, error)
    }
    syncFolder(of: path)
  }

  /// Makes the new name last; file systems that cannot do it are let be.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension Diagnostic {
  static func unwritable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "the file cannot be written: \(reason)",
      fix: "make room on the disk, or make the folder writable"
    )
  }
}
