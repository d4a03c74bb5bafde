package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.ReservationFilter.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A series or bundle in a list: without its reservations, but with how many there are.
 *
 * @param booked how many were booked, whatever has become of them
 * @param ahead how many of them are live and not over
 */
public record Listed<T>(T group, int booked, int ahead) {

  /**
   * Some of a list.
   *
   * @param next where the next page begins behind; empty on the last
   */
  public record Page<T>(List<Listed<T>> groups, Optional<Place> next) {

    /** Takes a copy. */
    public Page {
      groups = List.copyOf(groups);
    }
  }

  /**
   * The first of some groups.
   *
   * @param found one more than wanted, where there are more
   */
  static <T> Page<T> page(
      List<Listed<T>> found, int limit, Function<T, Instant> created, Function<T, UUID> id) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    T last = found.get(limit - 1).group();
    return new Page<>(
        found.subList(0, limit), Optional.of(new Place(created.apply(last), id.apply(last))));
  }
}
