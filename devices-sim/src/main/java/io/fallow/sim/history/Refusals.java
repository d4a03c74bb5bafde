package io.fallow.sim.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every refusal had a reason at some moment between the request and its answer. */
final class Refusals implements Check {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int STALE = 412;
  private static final int BROKEN_RULES = 422;

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    for (Operation operation : story.evidence().operations()) {
      boolean justified =
          operation
              .result()
              .fold(
                  done -> true,
                  (status, codes) -> isJustified(operation, status, codes, story),
                  () -> true);
      if (!justified) {
        found.add(finding("nothing in the history is a reason for this: " + operation));
      }
    }
    return found;
  }

  private static boolean isJustified(
      Operation operation, int status, Set<String> codes, Story story) {
    return switch (status) {
      case NOT_FOUND -> isHidden(operation, story);
      case CONFLICT ->
          codes.contains("overlap") ? isTaken(operation, story) : isOver(operation, story);
      case STALE -> hasMoved(operation, story);
      case BROKEN_RULES ->
          !codes.isEmpty() && codes.stream().allMatch(code -> isBroken(code, operation, story));
      default -> false;
    };
  }

  /** It is a reservation between others, or was never made. All see the assets. */
  private static boolean isHidden(Operation operation, Story story) {
    return operation.reservation().isPresent()
        && story.of(operation.reservation().get()).stream()
            .noneMatch(
                standing ->
                    operation.organisation().equals(story.evidence().owner())
                        || operation.organisation().equals(standing.version().organisation()));
  }

  /** Another live reservation was in the way. */
  private static boolean isTaken(Operation operation, Story story) {
    if (operation.wanted().isEmpty()) {
      return false;
    }
    Span blocked = story.evidence().terms().blocked(operation.wanted().get());
    return story.of(operation.asset()).stream()
        .filter(standing -> standing.state().live())
        .filter(standing -> standing.state().blocked().overlaps(blocked))
        .filter(standing -> operation.reservation().filter(standing.state().id()::equals).isEmpty())
        .anyMatch(standing -> operation.window().touches(standing.seen()));
  }

  /** The reservation was in no state to be changed so. */
  private static boolean isOver(Operation operation, Story story) {
    return operation.reservation().map(story::of).orElse(List.of()).stream()
        .filter(standing -> operation.window().touches(standing.seen()))
        .anyMatch(standing -> isOver(operation, standing.state()));
  }

  private static boolean isOver(Operation operation, State state) {
    boolean expired =
        state.pending()
            && state.expiresAt().map(at -> !at.isAfter(operation.completed())).orElse(false);
    return !state.live() || expired;
  }

  /** There was another version than the one that the client had seen. */
  private static boolean hasMoved(Operation operation, Story story) {
    return operation.seen().isPresent()
        && operation.reservation().map(story::of).orElse(List.of()).stream()
            .filter(standing -> standing.state().version() != operation.seen().getAsInt())
            .anyMatch(standing -> operation.window().touches(standing.seen()));
  }

  /** It is another organisation's, which only reads it or gives it back. */
  private static boolean isForeign(Operation operation, Story story) {
    return operation.reservation().map(story::of).orElse(List.of()).stream()
        .map(standing -> standing.version().organisation())
        .anyMatch(booker -> !booker.equals(operation.organisation()));
  }

  private static boolean isBroken(String code, Operation operation, Story story) {
    if (operation.wanted().isEmpty()) {
      return false;
    }
    Span wanted = operation.wanted().get();
    Terms terms = story.evidence().terms();
    return switch (code) {
      case "too-short" -> wanted.length().compareTo(terms.shortest()) < 0;
      case "too-long" -> wanted.length().compareTo(terms.longest()) > 0;
      case "in-the-past" -> wanted.from().isBefore(operation.completed().minus(terms.lateStart()));
      case "beyond-horizon" -> wanted.to().isAfter(operation.invoked().plus(terms.horizon()));
      case "locked-out" -> isLockedOut(operation, story);
      case "overlaps" -> isTaken(operation, story);
      case "not-the-booker" -> isForeign(operation, story);
      default -> false;
    };
  }

  private static boolean isLockedOut(Operation operation, Story story) {
    Span blocked = story.evidence().terms().blocked(operation.wanted().orElseThrow());
    return story.evidence().lockouts().stream()
        .anyMatch(
            lockout ->
                lockout.asset().equals(operation.asset())
                    && lockout.during().overlaps(blocked)
                    && !lockout.committed().isAfter(operation.completed()));
  }
}
