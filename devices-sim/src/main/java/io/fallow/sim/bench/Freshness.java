package io.fallow.sim.bench;

import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.world.FleetWorld;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Books one asset after another over HTTP, and asks for the asset's windows until the booked time
 * is no longer among them. Blocks; a client of its own beside the others.
 */
final class Freshness {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BOOKED = Duration.ofHours(2);
  private static final int CREATED = 201;
  private static final int LOOK_MS = 20;

  private final int port;
  private final String token;

  Freshness(int port, String token) {
    this.port = port;
    this.token = token;
  }

  /**
   * From each answer that something is booked until a search shows it, in milliseconds, ascending.
   *
   * @param times how many bookings
   */
  double[] run(int times) throws IOException {
    double[] took = new double[times];
    try (Line line = new Line(port, PATIENCE)) {
      for (int i = 0; i < times; i++) {
        took[i] = book(line, FleetWorld.asset(100 * i + 7));
        Pause.millis(200);
      }
    }
    Arrays.sort(took);
    return took;
  }

  private double book(Line line, String asset) throws IOException {
    Instant start =
        LocalDate.now(ZoneOffset.UTC).plusDays(1).atTime(21, 0).toInstant(ZoneOffset.UTC);
    Said said =
        line.send(
            Ask.post(
                "/api/v1/reservations",
                token,
                "{\"asset\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"}"
                    .formatted(asset, start, start.plus(BOOKED))));
    if (said.status() != CREATED) {
      throw new MachineException("not booked: " + said.body());
    }
    long booked = System.nanoTime();
    String search =
        "/api/v1/windows?minDuration=PT15M&asset=%s&from=%s&to=%s"
            .formatted(asset, start, start.plus(BOOKED));
    while (line.send(Ask.get(search, token)).body().contains("\"start\"")) {
      Pause.millis(LOOK_MS);
    }
    return (System.nanoTime() - booked) / 1e6;
  }
}
