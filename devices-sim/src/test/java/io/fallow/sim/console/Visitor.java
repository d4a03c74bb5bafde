package io.fallow.sim.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.fallow.sim.local.DemoStack;
import java.net.URI;
import java.util.List;

/** Somebody with a browser of their own, signed in, under a guard. */
final class Visitor {

  /** Of no facility: what shows its times shows the facility's. */
  private static final String ELSEWHERE = "Pacific/Auckland";

  private static final double PATIENCE_MS = 20_000;

  private static final String SETTLED =
      """
      () => document.querySelector('main h1') !== null
          && document.querySelector('[aria-busy=true], [aria-label=Loading], .skeleton') === null
          && performance.now()
      """;

  private final URI server;
  private final BrowserContext context;
  private final Page page;
  private final PageGuard guard;

  private Visitor(BrowserContext context, URI server) {
    this.server = server;
    this.context = context;
    context.setDefaultTimeout(PATIENCE_MS);
    page = context.newPage();
    guard = PageGuard.over(page, server);
  }

  static Visitor signedIn(Browser browser, DemoStack stack, String person, Look look) {
    Visitor visitor = stranger(browser, stack, look);
    visitor.context.addInitScript(
        "sessionStorage.setItem('fallow.token', '%s')".formatted(stack.token(person)));
    return visitor;
  }

  /** Somebody who has not signed in. */
  static Visitor stranger(Browser browser, DemoStack stack, Look look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.screen().width, look.screen().height)
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId(ELSEWHERE));
    return new Visitor(context, stack.url());
  }

  Page page() {
    return page;
  }

  /** Goes to a page of the console and waits until it shows what it is there for. */
  Page open(String path) {
    page.navigate(server.resolve(path).toString());
    settled();
    return page;
  }

  /** Waits until nothing on the page says that it is still loading. */
  void settled() {
    settledAfterMs();
  }

  /** The same; answers with the milliseconds since the page was asked for. */
  double settledAfterMs() {
    Object now = page.waitForFunction(SETTLED).jsonValue();
    return ((Number) now).doubleValue();
  }

  /** From now on the server may refuse this visitor's requests with this status. */
  void mayBeRefusedWith(int status) {
    guard.await(status);
  }

  List<String> faults() {
    return guard.faults();
  }

  void leave() {
    context.close();
  }
}
