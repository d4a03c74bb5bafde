package io.fallow.scheduler.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The console and the API's documentation: files that are built into this program. */
final class WebPages {

  private static final String FOLDER = "/io/fallow/scheduler/api/web/";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "txt", "text/plain; charset=utf-8");

  private static final List<String> CONSOLE =
      List.of(
          "console.css",
          "console.js",
          "api.js",
          "booking.js",
          "dom.js",
          "fleet.js",
          "heat.js",
          "people.js",
          "words.js",
          "favicon.svg");

  private static final List<String> DOCS =
      List.of("docs.css", "docs.js", "swagger-ui/LICENSE.txt", "swagger-ui/NOTICE.txt");

  private static final List<String> SWAGGER_UI =
      List.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt");

  private WebPages() {}

  /** Adds the pages. Reads and compresses them: call it from a thread that may take its time. */
  static void addTo(Router router, boolean local) {
    serve(router, "/", "console.html");
    CONSOLE.forEach(file -> serve(router, "/console/" + file, file));
    serve(router, "/favicon.ico", "favicon.svg");
    serve(router, "/docs", "docs.html");
    DOCS.forEach(file -> serve(router, "/docs/" + file, file));
    String swaggerUi = swaggerUi();
    SWAGGER_UI.forEach(
        file -> serve(router, "/docs/swagger-ui/" + file, page(file, swaggerUi + file)));
    byte[] mode = new JsonObject().put("local", local).toBuffer().getBytes();
    serve(router, "/console/mode.json", WebPage.of("application/json", mode));
    WebPage problems = WebPage.of(MEDIA_TYPES.get("html"), ProblemsPage.html());
    serve(router, "/problems", problems);
  }

  private static void serve(Router router, String path, String file) {
    serve(router, path, page(file, FOLDER + file));
  }

  private static WebPage page(String file, String resource) {
    String extension = file.substring(file.lastIndexOf('.') + 1);
    return WebPage.of(MEDIA_TYPES.get(extension), read(resource));
  }

  /** The folder of the library that shows the contract: named by its version, as WebJars are. */
  private static String swaggerUi() {
    Properties library = new Properties();
    try {
      library.load(
          new ByteArrayInputStream(read("/META-INF/maven/org.webjars/swagger-ui/pom.properties")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return "/META-INF/resources/webjars/swagger-ui/" + library.getProperty("version") + "/";
  }

  static void serve(Router router, String path, WebPage page) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(page::send);
  }

  private static byte[] read(String resource) {
    try (InputStream in = WebPages.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the console's file " + resource + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
