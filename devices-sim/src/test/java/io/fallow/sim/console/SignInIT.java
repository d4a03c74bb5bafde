package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fallow.sim.console.Roles.button;
import static io.fallow.sim.console.Roles.heading;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Signing in at the demo's identity provider, and out. */
@OnStage
class SignInIT {

  private final Stage stage;

  SignInIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aStrangerSignsInAtTheProviderComesBackToThePageAndSignsOut() {
    Visitor visitor = stage.stranger(Look.DESKTOP);
    Page page = visitor.open("/bookings");
    Accessibility.check(page, "the sign-in");
    button(page, "Sign in").click();
    assertThat(heading(page, "Who are you?")).isVisible();
    Accessibility.check(page, "the provider's people");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Marta Silva")).click();
    assertThat(heading(page, "Bookings")).isVisible();
    assertThat(page.getByRole(AriaRole.BANNER)).containsText("Marta Silva");

    button(page, "Sign out").click();
    assertThat(button(page, "Sign in")).isVisible();
  }
}
