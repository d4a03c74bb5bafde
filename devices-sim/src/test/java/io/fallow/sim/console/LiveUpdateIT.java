package io.fallow.sim.console;

import com.microsoft.playwright.Page;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the meter at a machine to the eyes of its owner. */
@OnStage
class LiveUpdateIT {

  private static final GatewayAddress METER = new GatewayAddress("forge", "gwangyang-meter");
  private static final String LINE = "Steel line";
  private static final float AT_WORK_W = 120_000;
  private static final float WAITING_W = 20_000;
  private static final int CHANGES = 6;

  private final Stage stage;
  @TempDir Path folder;

  LiveUpdateIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aReadingIsShownOnTheFleetPageWithoutLoadingItAgain() throws Exception {
    Visitor owner = stage.visit("jonas.weber");
    owner.open("/");
    List<Duration> took = new ArrayList<>();
    try (DiskQueue queue =
            DiskQueue.open(folder.resolve("meter"), QueueLimits.DEFAULT, Clock.systemUTC());
        Uplink uplink = new Uplink(meter(), queue)) {
      uplink.start();
      for (int i = 0; i < CHANGES; i++) {
        boolean works = i % 2 == 0;
        Instant told = Instant.now();
        queue.append(List.of(Reading.ofPower("steel-line", told, works ? AT_WORK_W : WAITING_W)));
        awaitShown(owner.page(), works ? "In use" : "Standby");
        took.add(Duration.between(told, Instant.now()));
      }
    }
    took.sort(Comparator.naturalOrder());
    Figures.tell(
        "live update: shown %s ms after the reading",
        took.stream().map(Duration::toMillis).toList());
  }

  private UplinkConfig meter() {
    return UplinkConfig.of(stage.stack().broker(), METER, stage.stack().password(METER));
  }

  private static void awaitShown(Page page, String activity) {
    page.waitForFunction(
        """
        ([name, activity]) => [...document.querySelectorAll('main a[href^="/assets/"]')]
            .filter(link => link.textContent.includes(name))
            .some(link => link.closest('article, tr, li, [role=row]').textContent.includes(activity))
        """,
        List.of(LINE, activity));
  }
}
