package io.fallow.sim.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** How a visitor looks at the console: on what screen, by day or by night. */
record Look(Screen screen, ColorScheme scheme) {

  /** A screen, in CSS pixels. */
  enum Screen {
    DESKTOP(1440, 900),
    PHONE(390, 844);

    final int width;
    final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  static final Look DESKTOP = new Look(Screen.DESKTOP, ColorScheme.LIGHT);
  static final Look PHONE = new Look(Screen.PHONE, ColorScheme.LIGHT);

  /** The same by night. */
  Look dark() {
    return new Look(screen, ColorScheme.DARK);
  }

  @Override
  public String toString() {
    return (scheme + "-" + screen).toLowerCase(Locale.ROOT);
  }
}
