// SPDX-License-Identifier: MIT

import CZlib
import Glibc
import TrineCore

/// Reads a file from its beginning, unpacking it when it is gzip.
@safe
struct ByteReader: ~Copyable {
  /// What is called now and then while a long file is read.
  typealias Beat = () throws -> Void

  private let file: gzFile
  let path: String

  init(_ path: String) throws {
    guard let file = unsafe gzopen(path, "rb") else {
      throw Diagnostic.unreadable(path, lastSystemError())
    }
    _ = unsafe gzbuffer(file, 1 << 17)
    unsafe self.file = file
    self.path = path
  }

  deinit {
    _ = unsafe gzclose_r(file)
  }

  /// Fills the buffer from `start` on, with `limit` bytes at most; fewer than asked for mean the end.
  func read(
    into buffer: inout [UInt8],
    from start: Int = 0,
    atMost limit: Int = 1 << 30
  ) throws -> Int {
    errno = 0
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      return unsafe gzread(file, free.baseAddress, UInt32(min(free.count, limit)))
    }
    guard count >= 0 else { throw failure() }
    return Int(count)
  }

  /// Goes to a place among the unpacked bytes; a plain file is not read up to there.
  func skip(to offset: Int) throws {
    // zlib seeks only once it knows that the file is not packed.
    _ = unsafe gzdirect(file)
    guard unsafe gzseek(file, offset, SEEK_SET) >= 0 else { throw failure() }
  }

  private func failure() -> Diagnostic {
    var code: Int32 = 0
    let text = unsafe gzerror(file, &code)
    if code == Z_ERRNO { return .unreadable(path, lastSystemError()) }
    let reason = unsafe text.map { unsafe String(cString: $0) } ?? "zlib error \(code)"
    return .damaged(path, reason)
  }
}

extension Diagnostic {
  static func unreadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the file cannot be read: \(reason)",
      fix: DataAdvice.missing(path)
    )
  }

  fileprivate static func damaged(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: path),
      "the gzip file is cut short or damaged: \(reason)",
      fix: DataAdvice.damaged(path)
    )
  }
}

/// What to do about data that is not there or not whole.
enum DataAdvice {
  static let fashionMNIST = "/usr/share/datasets/fashion-mnist"

  static func missing(_ path: String) -> String {
    path == fashionMNIST || path.hasPrefix(fashionMNIST + "/")
      ? "install it with 'apt install dataset-fashion-mnist'"
      : "check 'data.path', which is relative to the workspace"
  }

  /// Has what is said of a missing file name the key that names it.
  static func naming<Result>(_ key: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var problem as Diagnostic {
      problem.fix = problem.fix?.replacing("'data.path'", with: "'data.\(key)'")
      throw problem
    }
  }

  static func damaged(_ path: String) -> String {
    path.hasPrefix(fashionMNIST + "/")
      ? "install it anew with 'apt install --reinstall dataset-fashion-mnist'"
      : "copy or download the file anew"
  }
}
