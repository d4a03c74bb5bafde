package io.fallow.scheduler.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The console's scripts, styles and pictures: every file of its folder, each read and compressed
 * when it is first asked for. A name that leads out of the folder is no name of a file.
 */
record ConsoleFiles(Vertx vertx, Map<String, WebPage> read) {

  static final String PREFIX = "/console/";

  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_.-]+\\.[a-z]+");

  static void addTo(Router router, Vertx vertx) {
    ConsoleFiles files = new ConsoleFiles(vertx, new ConcurrentHashMap<>());
    router.route(PREFIX + "*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(files::serve);
  }

  private void serve(RoutingContext ctx) {
    String name = ctx.normalizedPath().substring(PREFIX.length());
    if (!NAME.matcher(name).matches()) {
      ctx.next();
      return;
    }
    file(name)
        .onSuccess(file -> file.ifPresentOrElse(page -> page.send(ctx), ctx::next))
        .onFailure(ctx::fail);
  }

  private Future<Optional<WebPage>> file(String name) {
    WebPage known = read.get(name);
    if (known != null) {
      return Future.succeededFuture(Optional.of(known));
    }
    return vertx.executeBlocking(
        () -> {
          Optional<WebPage> found = WebPages.file(name);
          found.ifPresent(page -> read.put(name, page));
          return found;
        });
  }
}
