// SPDX-License-Identifier: MIT

import TrineKernels

/// Tells whether a message that is said to have come has really been written where it belongs.
///
/// Open MPI copies long messages out of the sender's memory. Of a sender that was killed meanwhile
/// there is nothing to copy: Open MPI writes `Read -1, expected …` to the log and goes on as if there
/// had been. A number that no gradient holds, put at the ends beforehand, is still there then.
struct DeliveryMark {
  /// A NaN that no arithmetic gives.
  private static let bits: UInt32 = 0x7FC5_1CED
  private let isSet: Bool

  /// Marks a buffer.
  init(_ buffer: inout ParameterArena, isNeeded: Bool) {
    isSet = isNeeded && buffer.count > 0
    guard isSet else { return }
    buffer.edit(buffer.indices) { values in
      values[0] = Float(bitPattern: Self.bits)
      values[values.count - 1] = Float(bitPattern: Self.bits)
    }
  }

  /// Whether one of the marks is still there.
  func isThere(_ buffer: borrowing ParameterArena) -> Bool {
    isSet
      && buffer.read(buffer.indices) { values in
        values[0].bitPattern == Self.bits || values[values.count - 1].bitPattern == Self.bits
      }
  }
}
