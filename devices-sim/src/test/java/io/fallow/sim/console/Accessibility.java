package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a page as axe-core does, for what keeps people from using it. */
final class Accessibility {

  private static final Set<String> GRAVE = Set.of("serious", "critical");
  private static final int SHOWN_NODES = 4;

  private Accessibility() {}

  /** Fails with everything serious and critical that is found. */
  static void check(Page page, String where) {
    judge(new AxeBuilder(page), where);
  }

  /** The same of the colours alone: all that night changes. */
  static void checkColours(Page page, String where) {
    judge(new AxeBuilder(page).withRules(List.of("color-contrast")), where);
  }

  private static void judge(AxeBuilder axe, String where) {
    List<Rule> grave =
        axe.analyze().getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .toList();
    assertThat(grave.stream().map(Accessibility::told).collect(Collectors.joining()))
        .as("what axe-core finds on %s", where)
        .isEmpty();
  }

  private static String told(Rule rule) {
    return "%n%s: %s (%s), %d times%n%s"
        .formatted(
            rule.getImpact(),
            rule.getHelp(),
            rule.getId(),
            rule.getNodes().size(),
            rule.getNodes().stream()
                .limit(SHOWN_NODES)
                .map(Accessibility::told)
                .collect(Collectors.joining()));
  }

  private static String told(CheckedNode node) {
    return "  %s%n    %s%n    %s%n"
        .formatted(node.getTarget(), node.getHtml(), node.getFailureSummary().replace("\n", " "));
  }
}
