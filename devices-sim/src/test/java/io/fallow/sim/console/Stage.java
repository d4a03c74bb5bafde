package io.fallow.sim.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.fallow.sim.local.DemoStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What all tests of the console share: one local stack, and one browser. Of one thread. */
final class Stage implements AutoCloseable {

  private static final int HISTORY_DAYS = 21;
  private static final double PATIENCE_MS = 15_000;

  private final DemoStack stack;
  private final Playwright playwright;
  private final Browser browser;
  private final List<Visitor> visitors = new ArrayList<>();
  private final Set<String> done = new HashSet<>();

  Stage() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    playwright = Chromium.driver();
    browser = Chromium.launch(playwright);
    stack = DemoStack.start(TestWorld.world(), HISTORY_DAYS);
  }

  DemoStack stack() {
    return stack;
  }

  /** Somebody at a desk, by day. */
  Visitor visit(String person) {
    return visit(person, Look.DESKTOP);
  }

  /** Somebody who is signed in; leaves when the test is over. */
  Visitor visit(String person, Look look) {
    return noted(Visitor.signedIn(browser, stack, person, look));
  }

  /** Somebody who has not signed in; leaves when the test is over. */
  Visitor stranger(Look look) {
    return noted(Visitor.stranger(browser, stack, look));
  }

  /** Does something the first time that any test asks for it. */
  void once(String name, Runnable deed) {
    if (done.add(name)) {
      deed.run();
    }
  }

  private Visitor noted(Visitor visitor) {
    visitors.add(visitor);
    return visitor;
  }

  /** Everybody who came since this was last asked. */
  List<Visitor> takeVisitors() {
    List<Visitor> taken = List.copyOf(visitors);
    visitors.clear();
    return taken;
  }

  @Override
  public void close() {
    playwright.close();
    stack.close();
  }
}
