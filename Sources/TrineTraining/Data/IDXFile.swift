// SPDX-License-Identifier: MIT

import Glibc
import TrineCore

/// An IDX file, plain or gzip, whose header has been checked against its size.
struct IDXFile {
  let array: ArrayFile

  /// Finds `name` or `name.gz` in a folder and checks it, without unpacking a gzip file.
  init(_ name: String, in folder: String) throws {
    let candidates = ["\(folder)/\(name)", "\(folder)/\(name).gz"]
    guard let path = candidates.first(where: { unsafe access($0, F_OK) == 0 }) else {
      throw Diagnostic.missing(name, in: folder)
    }
    let reader = try ByteReader(path)
    var start = [UInt8](repeating: 0, count: IDXHeader.maximumLength)
    let count = try reader.read(into: &start)
    array = try ArrayFile(path, IDXHeader.layout(start.prefix(count), of: path))
  }

  var path: String { array.path }
  var layout: ArrayLayout { array.layout }
}

extension Diagnostic {
  fileprivate static func missing(_ name: String, in folder: String) -> Diagnostic {
    let exists = unsafe access(folder, F_OK) == 0
    return Diagnostic(
      at: SourceLocation(file: exists ? "\(folder)/\(name)" : folder),
      exists
        ? "the data file does not exist, neither plain nor as .gz"
        : "the data folder does not exist",
      fix: DataAdvice.missing(folder)
    )
  }
}
