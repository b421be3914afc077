// SPDX-License-Identifier: MIT

/// A stream of random numbers that depends on a seed and a purpose alone, on any machine.
///
/// The generator is xoshiro256** (D. Blackman, S. Vigna: Scrambled linear pseudorandom number
/// generators, ACM TOMS 47(4), 2021), its state filled by SplitMix64 (G. Steele, D. Lea, C. Flood:
/// Fast splittable pseudorandom number generators, OOPSLA 2014). Each purpose has a stream of its
/// own, so that one more draw for one purpose changes nothing for the others.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// What random numbers are drawn for.
  public enum Purpose: Hashable, Sendable {
    /// Initial parameters.
    case parameters
    /// Which samples are set aside for validation.
    case validationSplit
    /// The order of the samples in an epoch, from 1.
    case shuffle(epoch: Int)
    /// Where the classes of a synthetic set lie.
    case syntheticClasses
    /// The training samples of a synthetic set.
    case syntheticTraining
    /// The test samples of a synthetic set.
    case syntheticTest
    /// How much longer a slow rank takes in a step, from 1.
    case delay(step: Int)

    /// A number of its own for each purpose.
    var number: UInt64 {
      switch self {
      case .parameters: 1
      case .validationSplit: 2
      case .syntheticClasses: 3
      case .syntheticTraining: 4
      case .syntheticTest: 5
      case .shuffle(let epoch): 1 << 32 + UInt64(epoch)
      case .delay(let step): 1 << 63 + UInt64(step)
      }
    }
  }

  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Starts the stream of a purpose.
  public init(seed: Int, for purpose: Purpose) {
    var first = SplitMix64(state: UInt64(bitPattern: Int64(seed)))
    var second = SplitMix64(state: first.next() ^ purpose.number)
    state = (second.next(), second.next(), second.next(), second.next())
  }

  /// Starts xoshiro256** from a state, which must not be all zeros.
  public init(state: (UInt64, UInt64, UInt64, UInt64)) {
    self.state = state
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }
}

/// Fills the state of a larger generator from one number.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
