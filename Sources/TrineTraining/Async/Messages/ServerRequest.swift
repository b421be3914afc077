// SPDX-License-Identifier: MIT

/// What a worker asks a parameter server for, in one message; nothing is a sign of life.
struct ServerRequest: Equatable {
  /// The parts of a request, which are done in this order.
  struct Parts: OptionSet {
    let rawValue: Int

    /// A gradient follows, to be applied.
    static let push = Parts(rawValue: 1)
    /// The worker has ended its step, if it was in one, and wants the number of another.
    static let step = Parts(rawValue: 2)
    /// The parameters are wanted.
    static let pull = Parts(rawValue: 4)
    /// A word is wanted when everything before it has been done.
    static let acknowledge = Parts(rawValue: 8)
    /// The worker takes no more steps of this stretch.
    static let leave = Parts(rawValue: 16)
  }

  var parts: Parts
  /// The learning rate of the gradient.
  var rate: Float = 0

  /// Whether the server answers.
  var isAnswered: Bool { !parts.isDisjoint(with: [.step, .pull, .acknowledge]) }
}

/// A server's answer; the parameters follow if they were asked for.
struct ServerAnswer: Equatable {
  /// The number of a step; `nil` when there is none left, or none was asked for.
  var step: Int?
}

// MARK: - As floats, which small numbers survive

extension ServerRequest {
  /// How many floats one takes.
  static let floatCount = 2

  init(_ floats: Span<Float>) {
    self.init(parts: Parts(rawValue: Int(floats[0])), rate: floats[1])
  }

  func write(_ floats: inout MutableSpan<Float>) {
    floats[0] = Float(parts.rawValue)
    floats[1] = rate
  }
}

extension ServerAnswer {
  /// How many floats one takes.
  static let floatCount = 2
  /// Every whole number below it is a float's.
  private static let half = 1 << 20

  init(_ floats: Span<Float>) {
    step = floats[0] < 0 ? nil : Int(floats[0]) * Self.half + Int(floats[1])
  }

  func write(_ floats: inout MutableSpan<Float>) {
    let (high, low) = (step ?? 0).quotientAndRemainder(dividingBy: Self.half)
    floats[0] = step == nil ? -1 : Float(high)
    floats[1] = Float(low)
  }
}

/// Tags of messages between workers and servers.
enum ServerTag {
  static let request = 1
  static let gradient = 2
  static let answer = 3
  static let parameters = 4
  static let survivors = 5
}
