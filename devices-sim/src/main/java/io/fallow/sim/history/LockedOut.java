package io.fallow.sim.history;

import io.fallow.sim.history.Story.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From a lock-out's commit on, no live reservation has any of its time. */
final class LockedOut implements Check {

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    for (Lockout lockout : story.evidence().lockouts()) {
      Span since = new Span(lockout.committed(), Instant.MAX);
      for (Standing standing : story.of(lockout.asset())) {
        if (standing.state().live()
            && standing.state().during().overlaps(lockout.during())
            && standing.stood().overlaps(since)) {
          found.add(finding(standing.version() + " stands in " + lockout));
        }
      }
    }
    return found;
  }
}
