package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetWorldIT {

  private static final Instant NOW = Instant.parse("2026-11-18T10:20:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-20T22:00:00Z");

  @Test
  void sharesManyForecastAssetsThatAreIdleAtNight() {
    try (TestDatabase server = TestDatabase.create();
        Database database =
            Database.open(
                new DatabaseConfig(
                    "fleet", server.jdbcUrl(), server.user(), server.password(), 4))) {
      database.migrate();
      new FleetWorld(300).register(database, NOW);
      Registry registry = new Registry(database);
      int partner = registry.organisation(FleetWorld.PARTNERS.get(0)).orElseThrow().id();
      List<Asset> shared =
          new Sharing(database, registry)
              .visibleTo(partner, NOW).stream().map(VisibleAsset::asset).toList();
      assertThat(shared).hasSize(300);
      Map<Integer, IdleForecast> forecasts = new IdleForecasts(database).of(shared, NOW);
      assertThat(forecasts.values())
          .allSatisfy(
              forecast ->
                  assertThat(forecast.between(NIGHT, NIGHT.plus(Duration.ofHours(6))))
                      .allSatisfy(
                          hour -> assertThat(hour.probability().orElse(0)).isGreaterThan(0.6)));
    }
  }
}
