package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/**
 * What hours are about: a whole facility, or one asset of it.
 *
 * @param asset empty for the facility
 */
public record Place(int facility, Optional<Integer> asset) {

  /** A condition on {@code facility_id} and {@code asset_id}, with two parameters. */
  static final String IS_IT =
      "asset_id IS NOT DISTINCT FROM ?::int AND (asset_id IS NOT NULL OR facility_id = ?)";

  public static Place of(Facility facility) {
    return new Place(facility.id(), Optional.empty());
  }

  public static Place of(Asset asset) {
    return new Place(asset.facility().id(), Optional.of(asset.id()));
  }

  /** Sets the parameters of {@link #IS_IT}. */
  void bind(PreparedStatement statement, int first) throws SQLException {
    statement.setObject(first, asset.orElse(null), Types.INTEGER);
    statement.setInt(first + 1, facility);
  }
}
