package io.fallow.sim.history;

import io.fallow.sim.history.Story.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client was told is in the database, in that version, and was committed before it was told;
 * what it asked for is what it got; and what it read was true at some moment while it read.
 */
final class Acknowledgements implements Check {

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    for (Operation operation : story.evidence().operations()) {
      operation.state().ifPresent(state -> look(operation, state, story, found));
      if (operation.kind() == Kind.BUMP && operation.isDone() && !isStored(operation, story)) {
        found.add(finding("this lock-out is lost: " + operation));
      }
    }
    return found;
  }

  private static boolean isStored(Operation bump, Story story) {
    return story.evidence().lockouts().stream()
        .anyMatch(
            lockout ->
                lockout.reason().equals(bump.id())
                    && lockout.asset().equals(bump.asset())
                    && !lockout.committed().isAfter(bump.completed()));
  }

  private void look(Operation operation, State state, Story story, List<Finding> found) {
    Optional<Standing> stored = story.version(state.id(), state.version());
    if (stored.filter(standing -> told(state, standing)).isEmpty()) {
      found.add(finding("this is lost: " + operation + "; stored is " + story.of(state.id())));
    } else if (stored.get().from().isAfter(operation.completed())) {
      found.add(finding("this was told before it was so: " + operation));
    } else if (!operation.window().touches(stored.get().seen())) {
      found.add(finding("this was no longer so when it was told: " + operation));
    } else if (!isAsAsked(operation, state)) {
      found.add(finding("this is not what was asked: " + operation));
    }
  }

  /** A hold whose time is up is read as expired, marked or not. */
  private static boolean told(State state, Standing stored) {
    State marked = stored.state();
    boolean expired = state.status().equals("EXPIRED") && marked.pending();
    boolean same = state.during().equals(marked.during()) && state.id().equals(marked.id());
    return state.sameAs(marked) || (expired && same);
  }

  private static boolean isAsAsked(Operation operation, State state) {
    boolean time = operation.wanted().map(state.during()::equals).orElse(true);
    // A creation that is repeated may be answered with what has become of it meanwhile.
    boolean repeated = operation.kind().creates() && operation.undecided() > 0;
    return repeated || (time && isOfKind(operation, state));
  }

  private static boolean isOfKind(Operation operation, State state) {
    return switch (operation.kind()) {
      case BOOK -> state.version() == 1 && !state.status().equals("HELD");
      case HOLD -> state.version() == 1 && state.status().equals("HELD");
      case CONFIRM -> state.status().equals("CONFIRMED");
      case CANCEL -> state.status().equals("CANCELLED");
      case EXTEND, SHORTEN, MOVE -> state.version() == operation.seen().orElseThrow() + 1;
      case READ, BUMP -> true;
    };
  }
}
