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

  /// Fills the buffer as far as the file goes; fewer bytes than it holds mean the end.
  func read(into buffer: inout [UInt8]) throws -> Int {
    errno = 0
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe gzread(file, bytes.baseAddress, UInt32(bytes.count))
    }
    guard count >= 0 else { throw failure() }
    return Int(count)
  }

  /// All bytes of a file.
  static func bytes(of path: String, beat: Beat) throws -> [UInt8] {
    let reader = try ByteReader(path)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var bytes: [UInt8] = []
    while true {
      let count = try reader.read(into: &buffer)
      bytes.append(contentsOf: buffer.prefix(count))
      try beat()
      if count < buffer.count { return bytes }
    }
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

  static func damaged(_ path: String) -> String {
    path.hasPrefix(fashionMNIST + "/")
      ? "install it anew with 'apt install --reinstall dataset-fashion-mnist'"
      : "copy or download the file anew"
  }
}
