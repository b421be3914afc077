// SPDX-License-Identifier: MIT

import FoundationEssentials
import Glibc
public import TrineCore

/// Reads and writes whole text files so that a crash never leaves half of one.
public enum FileText {
  /// Reads a file as UTF-8; bytes that are none become U+FFFD.
  public static func read(_ path: String) throws -> String {
    let handle = open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { throw Diagnostic.cannot("read", path, errno) }
    defer { close(handle) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(handle, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Diagnostic.cannot("read", path, errno) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces a file, or makes it: readers see the old text or the new one, never a part.
  ///
  /// The text is on the disk when this returns. Missing folders are made.
  public static func replace(_ path: String, with text: String) throws {
    let temporary = try writeBeside(path, text)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw Diagnostic.cannot("write", path, code)
    }
    syncFolder(of: path)
  }

  /// Makes a file that must not be there yet.
  /// - Returns: `false`, with nothing changed, when it is there already.
  public static func create(_ path: String, with text: String) throws -> Bool {
    let temporary = try writeBeside(path, text)
    defer { unlink(temporary) }
    guard link(temporary, path) == 0 else {
      if errno == EEXIST { return false }
      throw Diagnostic.cannot("write", path, errno)
    }
    syncFolder(of: path)
    return true
  }

  /// Adds a line to the end of a file, in one write so that two writers never mix.
  public static func append(line: String, to path: String) throws {
    let handle = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard handle >= 0 else { throw Diagnostic.cannot("write", path, errno) }
    defer { close(handle) }
    try writeAll(line + "\n", to: handle, path)
    fsync(handle)
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    if errno == ENOENT, let parent = parent(of: path) {
      try makeFolder(parent)
      if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    }
    throw Diagnostic.cannot("make the folder", path, errno)
  }

  /// Whether something lies at a path.
  public static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}

// MARK: - Private

extension FileText {
  private static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return nil }
    return String(path[..<slash])
  }

  private static func writeBeside(_ path: String, _ text: String) throws -> String {
    if let parent = parent(of: path) { try makeFolder(parent) }
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    let handle = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard handle >= 0 else { throw Diagnostic.cannot("write", path, errno) }
    defer { close(handle) }
    do {
      try writeAll(text, to: handle, path)
      guard fsync(handle) == 0 else { throw Diagnostic.cannot("write", path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    return temporary
  }

  private static func writeAll(_ text: String, to handle: Int32, _ path: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(handle, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Diagnostic.cannot("write", path, errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Makes the new name last through a power cut; file systems that cannot do it are let be.
  private static func syncFolder(of path: String) {
    let handle = open(parent(of: path) ?? ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }
}

// MARK: - Messages

extension Diagnostic {
  /// Says which file could not be read or written, why, and what helps.
  public static func cannot(_ verb: String, _ path: String, _ code: Int32) -> Diagnostic {
    let fix: String? =
      switch code {
      case EACCES, EPERM, EROFS: "make it writable for you (see ls -ld), or work elsewhere"
      case ENOSPC, EDQUOT: "free some space on the disk; nothing was changed"
      case ENOENT: "check the path"
      case ENOTDIR: "a part of the path is a file, not a folder; check it"
      default: nil
      }
    let why = String(cString: strerror(code))
    let isMistaken = [ENOENT, ENOTDIR, EISDIR].contains(code)
    return Diagnostic(isMistaken ? .badData : .failure, "cannot \(verb) \(path): \(why)", fix: fix)
  }
}
