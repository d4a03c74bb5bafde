package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page, by day and by night, at a desk and on a phone. With {@code
 * -Dconsole.screenshots=<folder>} it leaves a picture of each.
 */
@OnStage
class PagesIT {

  private static final String TOO_WIDE =
      "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private final Stage stage;

  PagesIT(Stage stage) {
    this.stage = stage;
  }

  static Stream<Arguments> pages() {
    return Stream.of(ConsolePage.values())
        .flatMap(page -> Stream.of(Look.DESKTOP, Look.PHONE).map(look -> Arguments.of(page, look)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("pages")
  void everyoneCanUseItByDayAndByNight(ConsolePage page, Look look) {
    Page shown = stage.visit(page.person, look).open(page.path);
    assertThat(shown.evaluate(TOO_WIDE)).as("pixels wider than the screen").isEqualTo(0);
    picture(shown, page, look);
    Accessibility.check(shown, page + ", " + look);
    shown.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    picture(shown, page, look.dark());
    Accessibility.checkColours(shown, page + ", " + look.dark());
  }

  private static void picture(Page shown, ConsolePage page, Look look) {
    String folder = System.getProperty("console.screenshots", "");
    if (!folder.isEmpty()) {
      Path file = Path.of(folder).toAbsolutePath().resolve(page + "-" + look + ".png");
      shown.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
    }
  }
}
