// SPDX-License-Identifier: MIT

import RealModule

/// The loss of a classifier: `-log softmax(z)[label]` a row, never computing `e^z` of a large `z`.
public enum SoftmaxCrossEntropy {
  /// Sums over some rows.
  public struct Score: Hashable, Sendable {
    /// The sum of the rows' losses.
    public var loss: Double
    /// How many rows have their largest value at their label; the first of equals counts.
    public var correct: Int

    /// Names sums; those of no rows are 0.
    public init(loss: Double = 0, correct: Int = 0) {
      self.loss = loss
      self.correct = correct
    }
  }

  /// The score of a batch of rows.
  ///
  /// Shapes: `logits` is (B, C), `labels` is (B), each in 0..<C.
  public static func score(_ logits: Span<Float>, labels: Span<Int32>, classes: Int) -> Score {
    precondition(logits.count == labels.count * classes, "logits are not (B, C)")
    var score = Score()
    for b in labels.indices {
      let start = b * classes
      let (largest, position) = largest(logits, start, classes)
      var sum: Float = 0
      for c in 0..<classes { sum += Elementary.exp(logits[start + c] - largest) }
      let label = Int(labels[b])
      precondition(label >= 0 && label < classes, "label \(label) is not below \(classes)")
      score.loss += Double(Float.log(sum) - (logits[start + label] - largest))
      score.correct += position == label ? 1 : 0
    }
    return score
  }

  /// Computes `scale · dLoss/dLogits` and returns the sum of the rows' losses.
  ///
  /// The gradient of a row is `softmax(z) - oneHot(label)`. Shapes: `logits` and `dLogits` are
  /// (B, C) and must not overlap, `labels` is (B), each in 0..<C. Cost: B·C exponentials.
  public static func gradient(
    _ logits: Span<Float>,
    labels: Span<Int32>,
    classes: Int,
    scale: Float,
    into dLogits: inout MutableSpan<Float>
  ) -> Double {
    precondition(logits.count == labels.count * classes, "logits are not (B, C)")
    precondition(dLogits.count == logits.count, "dLogits is not (B, C)")
    var loss = 0.0
    for b in labels.indices {
      let start = b * classes
      let largest = largest(logits, start, classes).value
      var sum: Float = 0
      for c in 0..<classes {
        let exponential = Elementary.exp(logits[start + c] - largest)
        dLogits[start + c] = exponential
        sum += exponential
      }
      let label = Int(labels[b])
      precondition(label >= 0 && label < classes, "label \(label) is not below \(classes)")
      loss += Double(Float.log(sum) - (logits[start + label] - largest))
      let factor = scale / sum
      for c in 0..<classes { dLogits[start + c] *= factor }
      dLogits[start + label] -= scale
    }
    return loss
  }

  private static func largest(
    _ values: Span<Float>,
    _ start: Int,
    _ count: Int
  ) -> (value: Float, position: Int) {
    var best = (value: values[start], position: 0)
    for c in 1..<max(1, count) where values[start + c] > best.value {
      best = (values[start + c], c)
    }
    return best
  }
}
