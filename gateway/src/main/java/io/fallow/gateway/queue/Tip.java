package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest message as long as it may grow: until somebody looks at it.
 *
 * @param bornNanos when its first readings were stored, by the steady clock
 */
record Tip(long sequence, List<Reading> readings, long bornNanos) {

  Tip {
    readings = List.copyOf(readings);
  }

  Tip with(List<Reading> more) {
    List<Reading> all = new ArrayList<>(readings);
    all.addAll(more);
    return new Tip(sequence, all, bornNanos);
  }
}
