// SPDX-License-Identifier: MIT

import TrineCore

extension WirePlan {
  /// Reads the section `wire`, which has no defaults: half a wire is no wire.
  init(reading reader: SectionReader) {
    reader.require("latency", example: "latency: 50 us")
    reader.require("bandwidth", example: "bandwidth: 1 GB/s")
    self.init(
      latency: reader.quantity("latency", .duration, .notNegative),
      bandwidth: reader.quantity("bandwidth", .rate, .positive)
    )
  }
}
