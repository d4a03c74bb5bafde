package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the first look at the console costs somebody who has never been there. */
@OnStage
class FirstLoadIT {

  private static final int TRIES = 4;

  private final Stage stage;

  FirstLoadIT(Stage stage) {
    this.stage = stage;
  }

  private record Cost(double kilobytes, double milliseconds) {}

  @Test
  void theFirstLoadIsSmallAndHowLongItTakesIsTold() {
    List<Cost> costs = IntStream.range(0, TRIES).mapToObj(i -> firstLoad()).toList();
    double fastest = costs.stream().mapToDouble(Cost::milliseconds).min().orElseThrow();
    double kilobytes = costs.stream().mapToDouble(Cost::kilobytes).max().orElseThrow();
    Figures.tell(
        "first load: %.0f kB, fleet shown after %.0f ms at best of %s",
        kilobytes,
        fastest,
        costs.stream()
            .map(Cost::milliseconds)
            .sorted(Comparator.naturalOrder())
            .map(Math::round)
            .toList());
    assertThat(kilobytes).as("kB as they are sent").isLessThanOrEqualTo(300);
  }

  private Cost firstLoad() {
    Visitor visitor = stage.visit("amara.osei");
    Page page = visitor.open("/");
    double milliseconds = visitor.settledAfterMs();
    Object bytes =
        page.evaluate(
            """
            () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .reduce((sum, each) => sum + each.encodedBodySize, 0)
            """);
    return new Cost(((Number) bytes).doubleValue() / 1_000, milliseconds);
  }
}
