package io.fallow.sim.history;

import io.fallow.sim.history.Story.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nothing is in the database that nobody asked for, that was refused, or that is there twice; and
 * what is there is whole: versions without a gap, and the turnaround with the time booked.
 */
final class Unasked implements Check {

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    Set<String> purposes = new HashSet<>();
    story
        .reservations()
        .forEach(
            standings -> {
              Version first = standings.get(0).version();
              if (!purposes.add(first.purpose())) {
                found.add(finding("this was asked once and is there twice: " + first));
              }
              look(standings, story.evidence().terms(), found);
            });
    lookAtLockouts(story, found);
    return found;
  }

  private void look(List<Standing> standings, Terms terms, List<Finding> found) {
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (standing.state().version() != i + 1) {
        found.add(finding("a version is missing before " + standing.version()));
      }
      boolean byItself = i > 0 && byItself(standings.get(i - 1), standing);
      if (standing.maker().isEmpty() && !byItself) {
        found.add(finding("nobody asked for this: " + standing.version()));
      }
      if (!standing.state().blocked().equals(terms.blocked(standing.state().during()))) {
        found.add(finding("its turnaround is another: " + standing.version()));
      }
    }
  }

  private static boolean byItself(Standing before, Standing now) {
    return expired(before, now) || settled(before.state(), now.state());
  }

  /** What is over may still be settled, as when its fee is waived. */
  private static boolean settled(State before, State now) {
    return !before.live()
        && now.status().equals(before.status())
        && now.during().equals(before.during());
  }

  /** What nobody decided in time ends by itself, and not before its time. */
  private static boolean expired(Standing before, Standing now) {
    return now.state().status().equals("EXPIRED")
        && before.state().pending()
        && now.state().during().equals(before.state().during())
        && before.state().expiresAt().filter(at -> !at.isAfter(now.from())).isPresent();
  }

  private void lookAtLockouts(Story story, List<Finding> found) {
    Set<String> asked =
        story.evidence().operations().stream()
            .filter(operation -> operation.kind() == Kind.BUMP && !operation.isRefused())
            .map(Operation::id)
            .collect(Collectors.toSet());
    Set<String> there = new HashSet<>();
    for (Lockout lockout : story.evidence().lockouts()) {
      if (!asked.contains(lockout.reason()) || !there.add(lockout.reason())) {
        found.add(finding("nobody asked for this, or it is there twice: " + lockout));
      }
    }
  }
}
