package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console without a mouse. */
@OnStage
class KeyboardIT {

  private static final int MOST_STEPS = 400;

  /** What has the focus, and whether one can see that it has. */
  private static final String FOCUS =
      """
      () => {
        const at = document.activeElement;
        if (at === null || at === document.body) return null;
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        at.focusNumber ??= (window.focusNumbers = (window.focusNumbers ?? 0) + 1);
        return {
          number: at.focusNumber,
          html: at.outerHTML.slice(0, 200),
          seen: at.matches(':focus-visible') && box.width > 0 && box.height > 0
              && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
        };
      }
      """;

  private final Stage stage;

  KeyboardIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void theFirstStopLeadsToTheContent() {
    Page page = stage.visit("amara.osei").open("/");
    page.keyboard().press("Tab");
    Locator skip = page.getByRole(AriaRole.LINK, named("To the content"));
    assertThat(skip).isFocused();
    assertThat(skip).isInViewport();
    page.keyboard().press("Enter");
    assertThat(page.locator("main")).isFocused();
  }

  @Test
  void everyPageIsReachedByTheMenu() {
    Visitor visitor = stage.visit("amara.osei");
    Page page = visitor.open("/");
    for (String name :
        new String[] {"Find and book", "Bookings", "Sharing", "Gateways", "Utilisation", "Fleet"}) {
      Locator link =
          page.getByRole(AriaRole.NAVIGATION)
              .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name));
      link.focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("main h1")).hasText(name);
      assertThat(link).hasAttribute("aria-current", "page");
      visitor.settled();
    }
  }

  @ParameterizedTest
  @EnumSource(ConsolePage.class)
  @SuppressWarnings("unchecked")
  void theFocusIsSeenAtEveryStopAndGetsAround(ConsolePage shown) {
    Page page = stage.visit(shown.person).open(shown.path);
    Set<Object> met = new HashSet<>();
    for (int i = 0; i < MOST_STEPS; i++) {
      page.keyboard().press("Tab");
      var focus = (java.util.Map<String, Object>) page.evaluate(FOCUS);
      if (focus == null || !met.add(focus.get("number"))) {
        break;
      }
      assertThat(focus.get("seen")).as("focus seen on %s", focus.get("html")).isEqualTo(true);
    }
    assertThat(met).hasSizeGreaterThan(6);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
