// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

struct IDXTests {
  private func load(_ folder: TemporaryFolder) throws -> DataSplits {
    try DataSplits.load(DataPlan(format: .idx, path: folder.path), seed: 1) {}
  }

  private func message(_ folder: TemporaryFolder) throws -> String {
    let error = #expect(throws: Diagnostic.self) { try load(folder) }
    return try #require(error).description.replacing(folder.path, with: "DIR")
  }

  @Test("bytes become floats from 0 to 1, plain or packed", arguments: [false, true])
  func values(gzip: Bool) throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder, gzip: gzip)
    let splits = try load(folder)
    let set = splits.trainingSet
    #expect((set.count, set.featureCount, set.classCount) == (12, 6, 4))
    #expect(splits.testSet?.count == 5)
    #expect(set.labels == (0..<12).map { Int32($0 % 4) })
    for sample in 0..<12 {
      for position in 0..<6 {
        let expected = Float(DataFiles.pixel(sample, position)) / 255
        #expect(set.row(sample)[position] == expected)
      }
    }
  }

  @Test("a folder or a file that is not there is named")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(
      try message(folder) == """
        DIR/train-images-idx3-ubyte: the data file does not exist, neither plain nor as .gz
          fix: check 'data.path', which is relative to the workspace
        """
    )
    let plan = DataPlan(format: .idx, path: "/nowhere/mnist")
    let error = #expect(throws: Diagnostic.self) { try DataSplits.load(plan, seed: 1) {} }
    #expect(error?.description.hasPrefix("/nowhere/mnist: the data folder does not exist") == true)
  }

  @Test("a file of another format is told by its beginning")
  func magic() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try folder.write("train-images-idx3-ubyte", "PNG, or so")
    #expect(try message(folder).contains("it begins with 50 4e 47 2c, not with 00 00 08"))
    try folder.write("train-images-idx3-ubyte", "")
    #expect(try message(folder).contains("the file holds nothing, so it is not an IDX file"))
    try DataFiles.idx([2], type: 13, [0, 0]).write(to: folder.url("train-images-idx3-ubyte"))
    #expect(try message(folder).contains("it begins with 00 00 0d 01, not with 00 00 08"))
  }

  @Test("a plain file that is too short or too long is told by its size")
  func truncated() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try DataFiles.cut("train-images-idx3-ubyte", in: folder, to: 50)
    #expect(
      try message(folder) == """
        DIR/train-images-idx3-ubyte: the IDX file is truncated: it has 50 bytes, and its header \
        announces 88 (12 x 2 x 3 values)
          fix: copy or download the file anew
        """
    )
    try DataFiles.cut("train-images-idx3-ubyte", in: folder, to: 9)
    #expect(
      try message(folder).contains("truncated: it ends after 9 of the 16 bytes of its header")
    )
    let long = [UInt8](repeating: 0, count: 80)
    try DataFiles.idx([12, 2, 3], long).write(to: folder.url("train-images-idx3-ubyte"))
    #expect(try message(folder).contains("the IDX file is too long: it has 96 bytes"))
  }

  @Test("a packed file that holds too little is told by its end")
  func truncatedGzip() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try DataFiles.cut("t10k-images-idx3-ubyte", in: folder, to: 40)
    try DataFiles.pack("t10k-images-idx3-ubyte", in: folder)
    #expect(
      try message(folder).contains("its end names 40 bytes unpacked, and its header announces 46")
    )
    // Cut within the values, within the packed header of IDX, and within the header of gzip.
    for (length, words) in [(50, "truncated or damaged"), (40, "truncated"), (12, "nothing")] {
      try DataFiles.cut("t10k-images-idx3-ubyte.gz", in: folder, to: length)
      let text = try message(folder)
      #expect(text.hasPrefix("DIR/t10k-images-idx3-ubyte.gz: "))
      #expect(text.contains(words))
    }
  }

  @Test("a packed file whose middle is damaged is told when it is read")
  func damagedGzip() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder, gzip: true)
    let url = folder.url("train-images-idx3-ubyte.gz")
    var bytes = try Data(contentsOf: url)
    // The check sum: four bytes before the size at the end.
    bytes[bytes.count - 8] ^= 0xFF
    try bytes.write(to: url)
    #expect(try message(folder).contains("the gzip file is cut short or damaged: "))
  }

  @Test("images and labels of different counts are refused")
  func counts() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try DataFiles.idx([11], [UInt8](repeating: 0, count: 11))
      .write(to: folder.url("train-labels-idx1-ubyte"))
    #expect(
      try message(folder) == """
        DIR/train-labels-idx1-ubyte: there are 11 labels for 12 images in DIR/train-images-idx3-ubyte
          fix: take both files from the same data set
        """
    )
  }

  @Test("test images of another size are refused")
  func widths() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try DataFiles.idx([5, 2, 2], [UInt8](repeating: 0, count: 20))
      .write(to: folder.url("t10k-images-idx3-ubyte"))
    #expect(try message(folder).contains("a test sample has 4 values and a training sample 6"))
  }

  @Test("a header that announces more than memory has is refused")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    let size = 0xFFFF_FFFF
    try DataFiles.idx([size, size, size], [1]).write(to: folder.url("train-images-idx3-ubyte"))
    #expect(try message(folder).contains("announces 4,294,967,295 x 4,294,967,295 x 4,294,967,295"))
  }
}
