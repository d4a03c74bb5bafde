package io.fallow.sim.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of the console's tests: the one that {@code -Dconsole.browser} names, else the
 * machine's own Chromium, else the one that Playwright downloads for itself, which it does at first
 * use and unless {@code PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD} is set.
 */
final class Chromium {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** As root in a container, and without a word to anybody on the Internet. */
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private Chromium() {}

  /** Starts the browser. */
  static Browser launch(Playwright playwright) {
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setArgs(FLAGS);
    installed().ifPresentOrElse(options::setExecutablePath, () -> download(playwright));
    return playwright.chromium().launch(options);
  }

  /** Playwright itself; it fetches no browser when it starts. */
  static Playwright driver() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  private static Optional<Path> installed() {
    Optional<Path> named = Optional.ofNullable(System.getProperty("console.browser")).map(Path::of);
    return named.or(
        () ->
            Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst());
  }

  private static void download(Playwright playwright) {
    if (Files.exists(Path.of(playwright.chromium().executablePath()))) {
      return;
    }
    if (System.getenv("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD") != null || !downloaded()) {
      throw new IllegalStateException(
          "The console's tests need Chromium, and there is none on this machine: install it"
              + " (Debian: apt-get install chromium fonts-noto-core fonts-noto-color-emoji), or"
              + " name one with -Dconsole.browser=<path>, or let Playwright download its own.");
    }
  }

  private static boolean downloaded() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder command =
        new ProcessBuilder(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "com.microsoft.playwright.CLI",
            "install",
            "chromium");
    try {
      return command.inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      throw new IllegalStateException("Playwright's download can't start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
