package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an offered run into what can be booked as a whole: from grid line to grid line, no longer
 * than the longest booking and the calibrated time in use that is left. What is left over is too
 * short, unless the range that is asked about cuts it.
 */
final class Offers {

  private final AssetTime time;
  private final Run run;
  private final int longest;
  private final Reason tooShort;
  private final List<Run> parts = new ArrayList<>();

  Offers(AssetTime time, Run run) {
    this.time = time;
    this.run = run;
    this.longest = longest(time);
    this.tooShort =
        longest < time.terms().shortest() ? Reason.TOO_LITTLE_CALIBRATED : Reason.TOO_SHORT;
  }

  /** By the terms, and by what calibration still allows. */
  private static int longest(AssetTime time) {
    int left = time.calendar().runTimeLeft().map(Minutes::floor).orElse(Integer.MAX_VALUE);
    return Math.min(time.terms().longest(), left);
  }

  /** The parts, without a gap between them; the run itself, if nothing of it is offered. */
  List<Run> cut() {
    if (run.reason().verdict() == Verdict.OFFERED) {
      cut(time.terms());
    } else {
      parts.add(run);
    }
    return parts;
  }

  private void cut(IdleTerms terms) {
    MinuteGrid grid = terms.grid();
    int last = grid.down(Minutes.floor(run.end()));
    int start = grid.up(Minutes.ceil(run.start()));
    int end = start;
    add(run.start(), earlier(Minutes.instant(start), run.end()), tooShort);
    for (; start < last; start = end) {
      end = Math.min(last, grid.down(start + longest));
      if (end <= start) {
        break;
      }
      boolean enough = end - start >= terms.shortest() || isCut(start, end);
      add(Minutes.instant(start), Minutes.instant(end), enough ? run.reason() : tooShort);
    }
    add(Minutes.instant(end), run.end(), tooShort);
  }

  /** Whether it goes on outside of the range that was asked about, as far as anybody knows. */
  private boolean isCut(int start, int end) {
    TimeRange within = time.calendar().within();
    return !Minutes.instant(start).isAfter(within.start())
        || !Minutes.instant(end).isBefore(within.end());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void add(Instant start, Instant end, Reason reason) {
    if (!start.isBefore(end)) {
      return;
    }
    Run next = Run.of(start, end, reason, time.forecast());
    int last = parts.size() - 1;
    if (reason.equals(tooShort) && last >= 0 && parts.get(last).reason().equals(tooShort)) {
      parts.set(last, parts.get(last).joined(next));
    } else {
      parts.add(next);
    }
  }
}
