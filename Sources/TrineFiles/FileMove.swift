// SPDX-License-Identifier: MIT

import CTrineFiles
import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Files that get another name.
public enum FileMove {
  /// Moves a file to a name that is free, in a folder that is made where it is missing; the move is on the
  /// disk when this returns.
  /// - Returns: `false`, with nothing changed, when the name is taken.
  /// - Throws: a `Diagnostic` that names what cannot be written, the file's folder or the new one.
  public static func move(_ from: String, to path: String) throws -> Bool {
    do throws(SystemError) {
      try Folder.makeUnnamed(path.parentFolder)
      try moveUnnamed(from, path)
    } catch  where error.code == EEXIST {
      return false
    } catch {
      let isHeld = [EACCES, EPERM].contains(error.code) && !Folder.isWritable(from.parentFolder)
      throw Diagnostic.cannotWrite(isHeld ? from : path, error)
    }
    Folder.sync(from.parentFolder)
    Folder.sync(path.parentFolder)
    return true
  }

  private static func moveUnnamed(_ from: String, _ path: String) throws(SystemError) {
    do throws(SystemError) {
      _ = try SystemError.check { unsafe trine_files_move(from, path) }
    } catch  where [EINVAL, ENOSYS, ENOTSUP].contains(error.code) {
      // The file system cannot look and move in one step.
      if FileText.exists(path) { throw SystemError(code: EEXIST) }
      _ = try SystemError.check { unsafe rename(from, path) }
    }
  }

  /// Removes a file; one that is gone is removed.
  public static func remove(_ path: String) throws {
    guard unsafe unlink(path) != 0, errno != ENOENT else { return }
    throw Diagnostic.cannotWrite(path, SystemError(code: errno))
  }
}
