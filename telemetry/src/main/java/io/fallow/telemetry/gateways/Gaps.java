package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation.Range;
import java.util.ArrayList;
import java.util.List;

/** What is missing of a numbering, by what is there. Pure. */
final class Gaps {

  private Gaps() {}

  /**
   * What of a range remains when some of it is there.
   *
   * @param there within the range, in order
   */
  static List<Range> without(Range range, List<Range> there) {
    List<Range> left = new ArrayList<>();
    long from = range.first();
    for (Range each : there) {
      if (each.first() > from) {
        left.add(new Range(from, each.first() - 1));
      }
      from = Math.max(from, each.last() + 1);
    }
    if (from <= range.last()) {
      left.add(new Range(from, range.last()));
    }
    return left;
  }

  /**
   * The holes that new messages leave behind the last one seen.
   *
   * @param fresh behind {@code seen}, in order, without overlap
   * @param most holes; what is behind the last of them is not looked at yet
   */
  static Progress behind(long seen, List<Range> fresh, int most) {
    List<Range> holes = new ArrayList<>();
    long through = seen;
    for (Range each : fresh) {
      if (each.first() > through + 1) {
        if (holes.size() >= most) {
          return new Progress(through, holes);
        }
        holes.add(new Range(through + 1, each.first() - 1));
      }
      through = each.last();
    }
    return new Progress(through, holes);
  }

  /** How far a numbering is seen, and the new holes in it. */
  record Progress(long seen, List<Range> holes) {}
}
