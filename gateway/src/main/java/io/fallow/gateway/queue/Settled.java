package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which messages nobody waits for any more: all through one of them, and some ahead of that. Not
 * safe for several threads.
 */
public final class Settled {

  /** Last sequence by first, without overlap, none next to another or to what is settled. */
  private final TreeMap<Long, Long> ahead = new TreeMap<>();

  private long through;

  /** All through a message, and none behind it. */
  public Settled(long through) {
    this.through = through;
  }

  /** Through this one nobody waits for a message. */
  public long through() {
    return through;
  }

  /** Messages ahead of the cursor. */
  public long ahead() {
    return ahead.entrySet().stream().mapToLong(each -> each.getValue() - each.getKey() + 1).sum();
  }

  /** Takes note of a range, of which parts may be known; whether the cursor moved. */
  public boolean add(long first, long last) {
    if (last <= through || last < first) {
      return false;
    }
    long from = first;
    long to = last;
    for (Map.Entry<Long, Long> near = ahead.floorEntry(to + 1);
        near != null && near.getValue() >= from - 1;
        near = ahead.floorEntry(to + 1)) {
      from = Math.min(from, near.getKey());
      to = Math.max(to, near.getValue());
      ahead.remove(near.getKey());
    }
    if (from > through + 1) {
      ahead.put(from, to);
      return false;
    }
    through = to;
    return true;
  }

  /** What of a range nobody has settled, in order. */
  public List<Range> open(long first, long last) {
    List<Range> open = new ArrayList<>();
    long from = Math.max(first, through + 1);
    Map.Entry<Long, Long> before = ahead.floorEntry(from);
    if (before != null) {
      from = Math.max(from, before.getValue() + 1);
    }
    for (Map.Entry<Long, Long> each : ahead.tailMap(from, true).entrySet()) {
      if (each.getKey() > last) {
        break;
      }
      if (each.getKey() > from) {
        open.add(new Range(from, each.getKey() - 1));
      }
      from = each.getValue() + 1;
    }
    if (from <= last) {
      open.add(new Range(from, last));
    }
    return open;
  }
}
