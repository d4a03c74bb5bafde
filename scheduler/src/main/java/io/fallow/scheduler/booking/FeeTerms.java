package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.Policy.CancellationTier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What giving a reservation up costs its booker, as its terms were when it was confirmed: what an
 * owner says later is about later bookings.
 *
 * @param tiers the longest lead first
 */
record FeeTerms(List<CancellationTier> tiers) {

  /** Of what costs nothing. */
  static final FeeTerms NONE = new FeeTerms(List.of());

  FeeTerms {
    tiers = List.copyOf(tiers);
  }

  /** In percent of the price of what is given up. */
  int percent(Instant start, Instant now) {
    return Policy.feePercent(tiers, Duration.between(now, start));
  }

  private static final String OF =
      "SELECT lead_s, percent FROM reservation_fee WHERE reservation_id = ?";

  static FeeTerms of(Connection connection, UUID reservation) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF)) {
      query.setObject(1, reservation);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? new FeeTerms(tiers(row)) : NONE;
      }
    }
  }

  private static List<CancellationTier> tiers(ResultSet row) throws SQLException {
    Long[] leads = (Long[]) row.getArray("lead_s").getArray();
    Integer[] percents = (Integer[]) row.getArray("percent").getArray();
    List<CancellationTier> tiers = new ArrayList<>();
    for (int i = 0; i < leads.length; i++) {
      tiers.add(new CancellationTier(Duration.ofSeconds(leads[i]), percents[i]));
    }
    return tiers;
  }

  private static final String KEEP =
      "INSERT INTO reservation_fee (reservation_id, lead_s, percent) VALUES (?, ?, ?)";

  /** Keeps the terms with a reservation that has just been confirmed, if that it is. */
  static void keep(Connection connection, Reservation reservation, Policy policy)
      throws SQLException {
    List<CancellationTier> tiers = policy.cancellation();
    if (reservation.status() != Status.CONFIRMED || tiers.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
      insert.setObject(1, reservation.id());
      insert.setObject(
          2, tiers.stream().mapToLong(tier -> tier.atLeastBefore().toSeconds()).toArray());
      insert.setObject(3, tiers.stream().mapToInt(CancellationTier::percent).toArray());
      insert.executeUpdate();
    }
  }
}
