// SPDX-License-Identifier: MIT

public import TrineCore
import TrineFiles

/// What a run can go on from: parameters and, beside them, the state of optimizer and sampler.
public struct Checkpoint: Hashable, Sendable {
  /// The step after which it was written.
  public let step: Int

  /// Its state, relative to the run's folder; written last, so that with it all is there.
  public var file: String { RunFolder.checkpoint(step: step, "json") }

  /// The complete checkpoints of a run, the latest last.
  public static func all(in folder: RunFolder) -> [Checkpoint] {
    let names = Set(Folder.names(in: folder.checkpoints))
    let complete = names.compactMap { name -> Checkpoint? in
      guard name.hasPrefix("step-"), name.hasSuffix(".json"),
        let step = Int(name.dropFirst("step-".count).dropLast(".json".count)), step >= 0
      else { return nil }
      let parameters = name.dropLast("json".count) + "safetensors"
      return names.contains(String(parameters)) ? Checkpoint(step: step) : nil
    }
    return complete.sorted { $0.step < $1.step }
  }
}
