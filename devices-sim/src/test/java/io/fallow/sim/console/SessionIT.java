package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Signing in, staying so, and out again: by the flow of production, at the stack's own provider.
 */
@OnStage
class SessionIT {

  private static final String WANTED = "/find?type=mri";
  private static final String TOKEN = "() => sessionStorage.getItem('fallow.token')";

  private final Stage stage;

  SessionIT(Stage stage) {
    this.stage = stage;
  }

  private static Page signedIn(Visitor visitor) {
    Page page = visitor.open(WANTED);
    button(page, "Sign in").click();
    page.waitForURL(Pattern.compile(".*/local/authorize\\?.*"));
    page.getByRole(AriaRole.LINK, named("Marta Silva")).click();
    assertThat(button(page, "Sign out")).isVisible();
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void anOldTokenIsRenewedOnTheWayAndNobodyNoticesIt() {
    Visitor visitor = stage.stranger(Look.DESKTOP);
    Page page = signedIn(visitor);
    visitor.mayBeRefusedWith(401);
    page.evaluate("() => sessionStorage.setItem('fallow.token', 'worth.nothing.any-more')");
    visitor.open(WANTED);
    assertThat(button(page, "Sign out")).isVisible();
    assertThat((String) page.evaluate(TOKEN)).hasSizeGreaterThan(100);
  }

  @Test
  void whatCannotBeRenewedIsASentenceAndTheWayToSignIn() {
    Visitor visitor = stage.stranger(Look.DESKTOP);
    visitor.mayBeRefusedWith(401);
    visitor.page().addInitScript("sessionStorage.setItem('fallow.token', 'worth.nothing')");
    Page page = visitor.open("/");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your sign-in has ended");
    assertThat(button(page, "Sign in")).isVisible();
  }

  @Test
  void whoSignsOutLeavesNothingInTheTab() {
    Page page = signedIn(stage.stranger(Look.DESKTOP));
    button(page, "Sign out").click();
    assertThat(button(page, "Sign in")).isVisible();
    assertThat(page.evaluate("() => sessionStorage.length")).isEqualTo(0);
  }

  @Test
  void anAnswerThatNobodyAskedForSignsNobodyIn() {
    Page page = stage.stranger(Look.DESKTOP).open("/?code=stolen&state=forged");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("You are not signed in");
    assertThat(page).hasURL(stage.stack().url().resolve("/").toString());
  }
}
