package io.fallow.sim.local;

import io.fallow.scheduler.api.auth.LocalPeople;
import io.fallow.sim.world.DemoWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a person needs to begin with.
 *
 * @param first whether this home folder is new
 * @param present the simulated world's time
 */
record ReadyNote(
    LocalConfig config,
    Home home,
    DemoWorld world,
    String provenance,
    List<LocalPeople.SignedIn> people,
    boolean first,
    Instant present) {

  private static final Duration NOTABLE = Duration.ofMinutes(1);

  String text(Duration took) {
    StringBuilder text = new StringBuilder();
    text.append(
        """

        Fallow is ready after %s: %s
          API and its documentation  %s/docs
          MQTT broker                tcp://127.0.0.1:%d
          Database                   %s
          Data and logs              %s
          %s

        Tokens, valid for %d days (also in %s):
        """
            .formatted(
                Console.spoken(took),
                config.url(),
                config.url(),
                config.mqttPort(),
                provenance,
                home.folder(),
                history(),
                LocalPeople.VALIDITY.toDays(),
                home.token("<person>")));
    people.forEach(
        one ->
            text.append(
                "  %s (%s, %s)%n    %s%n"
                    .formatted(
                        one.person().person(),
                        one.person().name(),
                        organisation(one.person().organisation()),
                        one.token())));
    text.append(
        "Passwords of the gateways: %s%n"
            .formatted(home.folder().resolve(Path.of("gateways", "<gateway>", "password"))));
    return text.toString().stripTrailing();
  }

  private String history() {
    String time =
        Duration.between(Instant.now(), present).compareTo(NOTABLE) > 0
            ? "  (the simulated world is ahead: it's "
                + present.truncatedTo(ChronoUnit.SECONDS)
                + " there)"
            : "";
    String played =
        first
            ? "%d days of history are coming in now; windows fill up as they do"
                .formatted(config.historyDays())
            : "goes on where it stopped";
    return "Simulation                 " + played + pace() + time;
  }

  private String pace() {
    return config.speed() == 1 ? "" : ", at speed " + config.speed();
  }

  private String organisation(String code) {
    return world.organisations().stream()
        .filter(organisation -> organisation.code().equals(code))
        .map(organisation -> organisation.name())
        .findFirst()
        .orElse(code);
  }
}
