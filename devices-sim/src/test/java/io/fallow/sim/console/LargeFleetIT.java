package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.fallow.sim.world.FleetWorld;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The fleet page of an organisation with ten thousand machines. */
@OnStage
class LargeFleetIT {

  private static final int MACHINES = 10_000;
  private static final int TRIES = 3;
  private static final int STEPS = 20;
  private static final int STEP_PX = 900;
  private static final double FRAMES_MS = 50;
  private static final double PATIENCE_MS = 90_000;
  private static final int MOST_ROWS = 100;

  private static final String ROWS =
      "() => document.querySelectorAll('main a[href^=\"/assets/\"]').length";

  private static final String WATCH_TASKS =
      """
      () => {
        window.longest = 0;
        new PerformanceObserver(list => {
          for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
        }).observe({ type: 'longtask' });
      }
      """;

  private final Stage stage;

  LargeFleetIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void ofTenThousandMachinesOnlyThoseInSightAreInTheDocument() {
    new FleetWorld(MACHINES).register(stage.stack().database(), Instant.now());
    Visitor owner = stage.visit(TestWorld.FLEET_OWNER);
    owner.page().setDefaultTimeout(PATIENCE_MS);
    Page page = owner.open("/");
    Figures.tell("fleet of %,d: shown after %.0f ms", MACHINES, owner.settledAfterMs());
    page.evaluate(WATCH_TASKS);
    List<Long> longest = IntStream.range(0, TRIES).mapToObj(i -> scroll(page)).toList();
    Figures.tell(
        "fleet of %,d: longest tasks while scrolling %s ms (0: none over 50)", MACHINES, longest);
    assertThat(((Number) page.evaluate(ROWS)).intValue())
        .as("machines in the document")
        .isBetween(5, MOST_ROWS);
  }

  /** Down and back up; answers with the longest task in ms, 0 where none took over 50. */
  private static long scroll(Page page) {
    page.evaluate("() => { window.longest = 0; }");
    page.locator("main").hover();
    String above = inSight(page);
    for (int i = 0; i < STEPS; i++) {
      page.mouse().wheel(0, STEP_PX);
      page.waitForTimeout(FRAMES_MS);
    }
    assertThat(inSight(page)).as("what is in sight").isNotEqualTo(above);
    for (int i = 0; i < STEPS; i++) {
      page.mouse().wheel(0, -STEP_PX);
      page.waitForTimeout(FRAMES_MS);
    }
    return Math.round(((Number) page.evaluate("() => window.longest")).doubleValue());
  }

  private static String inSight(Page page) {
    return page.evaluate(
            """
            () => [...document.querySelectorAll('main a[href^="/assets/"]')]
                .filter(link => { const at = link.getBoundingClientRect(); return at.bottom > 0 && at.top < innerHeight; })
                .map(link => link.textContent).join()
            """)
        .toString();
  }
}
