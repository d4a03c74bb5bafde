package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Locks assets out, and ends that. Everything happens in the caller's transaction, which takes the
 * asset's lock ({@link AssetLocks}) for any change, so that what is done about reservations in the
 * way, and what is told, is done with it or not at all.
 */
public final class Lockouts {

  /** The most that a list holds. */
  public static final int MOST = 1000;

  private Lockouts() {}

  /** Those that touch a range, in order of their start, at most {@link #MOST}. */
  public static List<KeptLockout> list(Connection connection, Asset asset, TimeRange within)
      throws SQLException {
    return KeptLockoutRows.list(connection, asset.id(), within, MOST);
  }

  /** One of an asset's. */
  public static Optional<KeptLockout> find(Connection connection, Asset asset, int id)
      throws SQLException {
    return KeptLockoutRows.find(connection, asset.id(), id);
  }

  /** Those of a kind that hold until further notice, in order of their start. */
  public static List<KeptLockout> open(Connection connection, Asset asset, LockoutKind kind)
      throws SQLException {
    return KeptLockoutRows.open(connection, asset.id(), kind);
  }

  /** A reservation in the way of a lock-out, with its booked time. */
  public record Reserved(UUID id, TimeRange during) {}

  /**
   * The live reservations that are not over and whose booked time a lock-out would touch, in order
   * of their start.
   */
  public static List<Reserved> inTheWay(
      Connection connection, Asset asset, LockoutTime time, Instant now) throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    Map<UUID, TimeRange> live = LiveTimes.of(connection, asset.id(), now);
    return live.entrySet().stream()
        .map(reservation -> new Reserved(reservation.getKey(), reservation.getValue()))
        .filter(reserved -> touches(time, reserved.during(), now))
        .toList();
  }

  private static boolean touches(LockoutTime time, TimeRange reserved, Instant now) {
    return TimeRange.between(TimeRange.later(reserved.start(), now), reserved.end())
        .filter(rest -> !time.within(rest).isEmpty())
        .isPresent();
  }

  /** Locks an asset out, whatever is reserved then. */
  public static KeptLockout add(Connection connection, Asset asset, NewLockout lockout, Instant now)
      throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    int id = LockoutWrites.insert(connection, asset.id(), lockout, now);
    return find(connection, asset, id).orElseThrow();
  }

  /**
   * Ends a lock-out that is under way or to come. One that has not begun is forgotten altogether.
   *
   * @param by {@code person@organisation}, or the platform's job
   * @return the lock-out as it was, if there was anything to end
   */
  public static Optional<KeptLockout> end(
      Connection connection, Asset asset, int id, String by, Instant at) throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    Optional<KeptLockout> lockout = find(connection, asset, id);
    boolean ended =
        LockoutWrites.forget(connection, asset.id(), id, at)
            || LockoutWrites.end(connection, asset.id(), id, by, at);
    return lockout.filter(found -> ended);
  }
}
