// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

/// What is said of the parameters a plan begins with, before any rank is started.
struct InitialCheckTests {
  private func check(_ path: String, layers: [Int] = [2, 2]) throws -> Finished {
    var plan = RunPlan.small(data: .blobs(features: 2, classes: 2), layers: layers)
    plan.model.initial = path
    return try Program.run(Program.worker, ["--check"], input: JSONText.line(plan))
  }

  /// A file of a layer with two inputs and two outputs.
  private func write(
    _ folder: TemporaryFolder,
    weights: [Float] = [1, -2, 0, 4],
    type: String = "F32",
    cut: Int = 0
  ) throws -> String {
    let header = """
      {"0.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},\
      "0.weight":{"dtype":"\(type)","shape":[2,2],"data_offsets":[0,16]}}
      """
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
    let values = (weights + [0.5, .greatestFiniteMagnitude]).flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    try (Data(length) + Data(header.utf8) + Data(values.dropLast(cut)))
      .write(to: folder.url("a.safetensors"))
    return folder.url("a.safetensors").path
  }

  @Test("a file that fits passes")
  func fits() throws {
    let folder = try TemporaryFolder()
    let finished = try check(write(folder))
    #expect((finished.exitCode, finished.errors) == (0, ""))
  }

  @Test("one that does not is refused, with the key and what to do")
  func misfits() throws {
    let folder = try TemporaryFolder()
    func expect(
      _ path: String,
      _ message: String,
      _ fix: String,
      layers: [Int] = [2, 2],
      _ place: Testing.SourceLocation = #_sourceLocation
    ) throws {
      let finished = try check(path, layers: layers)
      let expected = "\(path): 'model.initial': \(message)\n  fix: \(fix)\n"
      #expect((finished.exitCode, finished.errors) == (65, expected), sourceLocation: place)
    }
    try expect(
      folder.url("none.safetensors").path,
      "the file cannot be read: No such file or directory",
      "check 'model.initial', which is relative to the workspace"
    )
    try folder.write("text.safetensors", "Dear diary, today I trained nothing.")
    try expect(
      folder.url("text.safetensors").path,
      "this is not a safetensors file, or it is cut short",
      "write it with save_file of the safetensors library, or name a checkpoint of Trine's"
    )
    try expect(
      write(folder),
      "'0.weight' is F32 of [2, 2]; the model's is F32 of [3, 2]",
      "use a file whose tensors fit 'model.layers'",
      layers: [2, 3]
    )
    try expect(
      write(folder, type: "F64"),
      "the values of '0.weight' are F64; Trine reads F32",
      "turn the tensors into float32, in PyTorch with tensor.float(), and write the file anew"
    )
    try expect(
      write(folder, cut: 1),
      "the file is cut short: '0.bias' ends 24 bytes behind the header, where there are 23",
      "copy or write the file once more, or name another one"
    )
    for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      try expect(
        write(folder, weights: [1, 2, value, 4]),
        "'0.weight'[1, 0] is not a finite number",
        "use the parameters of a model whose training did not diverge"
      )
    }
  }
}
