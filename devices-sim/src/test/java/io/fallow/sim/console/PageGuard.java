package io.fallow.sim.console;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notes everything that must not happen on a page: an error on its console (a violated content
 * security policy is one), an exception, a dialog, a request that fails or is refused unless the
 * test awaits it, and one that leaves the server.
 */
final class PageGuard {

  /** What Chromium's console says of a refused request; its status is judged by itself. */
  private static final String REFUSED = "Failed to load resource: the server responded";

  private static final int REFUSALS = 400;

  /** A page that is left, or a request that is no longer wanted, ends a request so. */
  private static final String GIVEN_UP = "net::ERR_ABORTED";

  private final String server;
  private final List<String> faults = new ArrayList<>();
  private final Set<Integer> awaited = new HashSet<>();

  private PageGuard(URI server) {
    this.server = server.toString();
  }

  /** A guard of a page that has not been opened yet. */
  static PageGuard over(Page page, URI server) {
    PageGuard guard = new PageGuard(server);
    page.onConsoleMessage(guard::heard);
    page.onPageError(error -> guard.faults.add("exception: " + error));
    page.onRequest(guard::asked);
    page.onRequestFailed(guard::failed);
    page.onResponse(guard::answered);
    page.onDialog(
        dialog -> {
          guard.faults.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    return guard;
  }

  /** From now on the server may refuse requests with this status. */
  void await(int status) {
    awaited.add(status);
  }

  /** What must not have happened and did. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void heard(ConsoleMessage message) {
    boolean bad = message.type().equals("error") || message.type().equals("warning");
    if (bad && !message.text().startsWith(REFUSED)) {
      faults.add(
          "console %s: %s (%s)".formatted(message.type(), message.text(), message.location()));
    }
  }

  private void asked(Request request) {
    String url = request.url();
    if (!url.startsWith(server) && !url.startsWith("data:") && !url.startsWith("blob:")) {
      faults.add("request elsewhere: " + url);
    }
  }

  private void failed(Request request) {
    if (!GIVEN_UP.equals(request.failure())) {
      faults.add("failed: %s %s: %s".formatted(request.method(), request.url(), request.failure()));
    }
  }

  private void answered(Response response) {
    if (response.status() >= REFUSALS && !awaited.contains(response.status())) {
      faults.add(
          "answered %d: %s %s"
              .formatted(response.status(), response.request().method(), response.url()));
    }
  }
}
