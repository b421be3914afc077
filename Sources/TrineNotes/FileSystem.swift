// SPDX-License-Identifier: MIT

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A system call that failed.
struct SystemError: Error, Equatable {
  var code: Int32

  /// The calling thread's last error.
  static var last: SystemError { SystemError(code: errno) }

  var text: String { String(cString: strerror(code)) }
}

/// Files as the notes need them: read whole, listed with their stamps, written whole or not at all.
enum FileSystem {
  /// All bytes of a file.
  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.last }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var count = 0
    repeat {
      let filled = bytes.count
      let room = max(16_384, filled)
      bytes.append(contentsOf: repeatElement(0, count: room))
      count = bytes.withUnsafeMutableBytes { buffer in
        retrying { read(descriptor, buffer.baseAddress?.advanced(by: filled), room) }
      }
      guard count >= 0 else { throw SystemError.last }
      bytes.removeLast(room - count)
    } while count > 0
    return bytes
  }

  /// The regular files of a folder whose names end in `suffix` and do not begin with a dot.
  static func files(in folder: String, suffix: String) throws -> [(name: String, status: stat)] {
    guard let handle = opendir(folder) else { throw SystemError.last }
    defer { closedir(handle) }
    var files: [(name: String, status: stat)] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      guard !name.hasPrefix("."), name.hasSuffix(suffix),
        fstatat(dirfd(handle), name, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG
      else { continue }
      files.append((name, status))
    }
    return files
  }

  /// Makes a folder and those above it that are missing.
  static func makeFolder(_ path: String) throws {
    if isFolder(path) || mkdir(path, 0o777) == 0 { return }
    let error = SystemError.last
    switch error.code {
    case EEXIST:
      // Another process made it just now, or it is a file.
      guard isFolder(path) else { throw SystemError(code: ENOTDIR) }
    case ENOENT:
      // Some file systems (/proc) say so of a name in a folder that is there.
      guard let slash = path.lastIndex(of: "/"), slash > path.startIndex,
        !isFolder(String(path[..<slash]))
      else { throw error }
      try makeFolder(String(path[..<slash]))
      try makeFolder(path)
    default: throw error
    }
  }

  /// Whether there is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Calls again when a signal interrupted the call.
  fileprivate static func retrying(_ call: () -> Int) -> Int {
    var result = call()
    while result < 0, errno == EINTR { result = call() }
    return result
  }
}

// MARK: - Writing

extension FileSystem {
  /// Whether a file of that name may be there already.
  enum Existing {
    /// It must not be: of two that write at once one fails with `EEXIST`.
    case refused
    case replaced
  }

  /// Writes a file so that after a crash it is there whole or, if it was not there before, not at all.
  ///
  /// The bytes go to a hidden file beside it, to the disk, and only then get their name.
  static func save(_ text: String, to path: String, _ existing: Existing) throws {
    let slash = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let folder = String(path[..<slash])
    let hidden = "\(folder).\(path[slash...]).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    try fill(hidden, with: text)
    defer { unlink(hidden) }
    switch existing {
    case .refused: try name(hidden, path, text)
    case .replaced:
      guard rename(hidden, path) == 0 else { throw SystemError.last }
    }
    synchronize(folder: folder.isEmpty ? "." : folder)
  }

  /// Gives a file its name unless it is taken.
  private static func name(_ hidden: String, _ path: String, _ text: String) throws {
    if link(hidden, path) == 0 { return }
    let error = SystemError.last
    // Some file systems (FAT, a few network ones) have no hard links.
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(error.code) else { throw error }
    try fill(path, with: text)
  }

  /// Makes a new file and sees its bytes to the disk; removes it again when that fails.
  private static func fill(_ path: String, with text: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError.last }
    defer { close(descriptor) }
    do {
      try put(Array(text.utf8), in: descriptor)
      guard fsync(descriptor) == 0 else { throw SystemError.last }
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func put(_ bytes: [UInt8], in descriptor: Int32) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying {
          write(descriptor, buffer.baseAddress?.advanced(by: done), bytes.count - done)
        }
      }
      guard count >= 0 else { throw SystemError.last }
      done += count
    }
  }

  /// Sees a new name to the disk; a file system that cannot is no reason to fail.
  private static func synchronize(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
