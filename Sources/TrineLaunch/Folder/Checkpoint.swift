// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// What a run can go on from: parameters and, beside them, the state of optimizer and sampler.
public struct Checkpoint: Hashable, Sendable {
  /// The step after which it was written.
  public let step: Int

  /// A checkpoint after a step.
  init(step: Int) {
    self.step = step
  }

  /// Reads the name of its state; `nil` where it is none.
  init?(file: String) {
    guard let name = file.split(separator: "/").last, name.hasPrefix("step-"),
      name.hasSuffix(".json"),
      let step = Int(name.dropFirst("step-".count).dropLast(".json".count)), step >= 0
    else { return nil }
    self.step = step
  }

  /// Its state, relative to the run's folder; written last, so that with it all is there.
  public var file: String { RunFolder.checkpoint(step: step, "json") }

  /// Whether its state can be read: a disk may have lost what it had said was written.
  func isWhole(in folder: RunFolder) -> Bool {
    guard let text = try? FileText.read("\(folder.path)/\(file)"),
      case .object? = try? JSONText.value(JSONValue.self, from: text)
    else { return false }
    return true
  }

  /// The complete checkpoints of a run, the latest last.
  public static func all(in folder: RunFolder) -> [Checkpoint] {
    let names = Set(Folder.names(in: folder.checkpoints))
    let complete = names.compactMap { name -> Checkpoint? in
      guard let checkpoint = Checkpoint(file: name) else { return nil }
      let parameters = name.dropLast("json".count) + "safetensors"
      return names.contains(String(parameters)) ? checkpoint : nil
    }
    return complete.sorted { $0.step < $1.step }
  }
}
