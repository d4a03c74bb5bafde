package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.Standing.Counted;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.membership.Members;
import io.fallow.scheduler.membership.Role;
import io.fallow.scheduler.policy.CalendarSpan;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.Qualifications;
import io.fallow.scheduler.policy.Qualifications.Held;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads how bookers stand, and only what an asset's terms ask for: mostly that is nothing. */
final class Standings {

  /** Names our advisory locks of organisations; the organisation's id is the other half of each. */
  private static final int LOCK_SPACE = 0x0FA1_0004;

  private static final UUID NONE = new UUID(0, 0);

  private final Connection connection;
  private final Instant now;

  Standings(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String LOCK = "SELECT pg_advisory_xact_lock(?, ?)";

  /**
   * Where a quota counts, bookings of one organisation are taken one after the other: so what was
   * counted still holds when the transaction commits. Taken after the locks of all assets, and
   * never before one: nobody waits for one who waits for them.
   */
  void hold(Viewer booker, VisibleAsset asset, Policy policy) throws SQLException {
    if (asset.isOwn() || !policy.quotas().any()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, LOCK_SPACE);
      statement.setInt(2, booker.organisationId());
      statement.execute();
    }
  }

  /** Whether terms ask nothing of how a booker stands. */
  static boolean isUnasked(VisibleAsset visible, Policy policy) {
    return visible.isOwn()
        || (!asksQualified(policy) && !policy.quotas().any() && policy.bookers().roles().isEmpty());
  }

  private static boolean asksQualified(Policy policy) {
    return !policy.qualifications().isEmpty() || !policy.personQualifications().isEmpty();
  }

  /**
   * @param pending whether the booking would be a hold or a request
   * @param except the reservation that is to be changed, which doesn't count beside itself
   */
  Standing of(
      Viewer booker,
      VisibleAsset visible,
      TimeRange during,
      Policy policy,
      boolean pending,
      Optional<Reservation> except)
      throws SQLException {
    Asset asset = visible.asset();
    boolean asksQualified = asksQualified(policy);
    if (isUnasked(visible, policy)) {
      return Standing.UNASKED;
    }
    Held held =
        asksQualified
            ? Qualifications.held(
                connection, asset.organisationId(), booker, knowable(during.start()))
            : Held.NOTHING;
    List<Counted> counted =
        policy.quotas().any() ? counted(booker, asset, during, except) : List.of();
    Set<Role> roles =
        policy.bookers().asksRolesOf(booker.person())
            ? Members.roles(connection, booker.organisationId(), booker.person())
            : Set.of();
    return new Standing(pending, counted, held, roles);
  }

  /** The database knows fewer instants than we do; nobody's qualification ends that far away. */
  private Instant knowable(Instant start) {
    return start.isAfter(now.minus(QuotaTime.BACK)) && start.isBefore(now.plus(QuotaTime.AHEAD))
        ? start
        : now;
  }

  // The time by which the index on (organisation_id, upper(during)) finds them leaves few others.
  private static final String COUNTED =
      """
      SELECT r.asset_id, a.type, coalesce(r.agreement_id, 0) AS agreement_id,
             lower(r.during) AS starts, upper(r.during) AS ends, r.status
      FROM reservation r JOIN asset a ON a.id = r.asset_id
      WHERE r.organisation_id = ? AND upper(r.during) > ? AND a.organisation_id = ? AND r.id <> ?
        AND (r.status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
          OR r.status IN ('HELD', 'REQUESTED') AND r.expires_at > ?)
      """;

  private List<Counted> counted(
      Viewer booker, Asset asset, TimeRange during, Optional<Reservation> except)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNTED)) {
      query.setInt(1, booker.organisationId());
      query.setObject(2, SqlValues.timestamp(from(asset, during)));
      query.setInt(3, asset.organisationId());
      query.setObject(4, except.map(Reservation::id).orElse(NONE));
      query.setObject(5, SqlValues.timestamp(now));
      List<Counted> counted = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          counted.add(counted(row));
        }
      }
      return counted;
    }
  }

  /** From when on reservations may count: from now, or from the first week or month touched. */
  private Instant from(Asset asset, TimeRange during) {
    return QuotaTime.of(during, now).stream()
        .flatMap(
            part ->
                Stream.of(CalendarSpan.values())
                    .map(kind -> kind.touching(part, asset.facility().zone()).get(0).start()))
        .reduce(now, (one, other) -> one.isBefore(other) ? one : other);
  }

  private Counted counted(ResultSet row) throws SQLException {
    TimeRange during =
        new TimeRange(SqlValues.instant(row, "starts"), SqlValues.instant(row, "ends"));
    Status status = Status.valueOf(row.getString("status"));
    return new Counted(
        row.getInt("asset_id"),
        row.getString("type"),
        row.getInt("agreement_id"),
        during,
        status.isLive() && during.end().isAfter(now),
        status == Status.HELD || status == Status.REQUESTED);
  }
}
