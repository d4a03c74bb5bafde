package io.fallow.scheduler.api;

import io.fallow.scheduler.api.signin.ConsoleClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console and the API's documentation: files that are built into this program. */
final class WebPages {

  private static final String FOLDER = "/io/fallow/scheduler/api/web/";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "txt", "text/plain; charset=utf-8");

  /** The addresses of the console's pages; one document shows them all. */
  private static final List<String> PAGES =
      List.of(
          "/",
          "/assets/:id",
          "/find",
          "/bookings",
          "/bookings/:id",
          "/sharing",
          "/sharing/:id",
          "/gateways",
          "/gateways/:id",
          "/utilisation");

  private static final List<String> DOCS =
      List.of("docs.css", "docs.js", "swagger-ui/LICENSE.txt", "swagger-ui/NOTICE.txt");

  private static final List<String> SWAGGER_UI =
      List.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt");

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private WebPages() {}

  /** Adds the pages. Reads and compresses them: call it from a thread that may take its time. */
  static void addTo(Router router, Vertx vertx, boolean local, Optional<ConsoleClient> signIn) {
    WebPage console = page("console.html", FOLDER + "console.html");
    PAGES.forEach(path -> serve(router, path, console));
    serve(router, "/favicon.ico", "favicon.svg");
    serve(router, "/docs", "docs.html");
    DOCS.forEach(file -> serve(router, "/docs/" + file, file));
    String swaggerUi = swaggerUi();
    SWAGGER_UI.forEach(
        file -> serve(router, "/docs/swagger-ui/" + file, page(file, swaggerUi + file)));
    JsonObject mode = new JsonObject().put("local", local);
    signIn.ifPresent(client -> mode.put("signIn", client.json()));
    byte[] said = mode.toBuffer().getBytes();
    serve(router, "/console/mode.json", WebPage.of("application/json", said));
    ConsoleFiles.addTo(router, vertx);
    WebPage problems = WebPage.of(MEDIA_TYPES.get("html"), ProblemsPage.html());
    serve(router, "/problems", problems);
  }

  /** The text of the console's import map: the one script that stands in its document. */
  static String importMap() {
    String document = new String(read(FOLDER + "console.html"), StandardCharsets.UTF_8);
    Matcher map = IMPORT_MAP.matcher(document);
    if (!map.find()) {
      throw new IllegalStateException("the console's document has no import map");
    }
    return map.group(1);
  }

  /** A file of the console's folder by its name there, if there is one that browsers may have. */
  static Optional<WebPage> file(String name) {
    String mediaType = MEDIA_TYPES.get(extension(name));
    if (mediaType == null) {
      return Optional.empty();
    }
    return find(FOLDER + name).map(content -> WebPage.of(mediaType, content));
  }

  private static void serve(Router router, String path, String file) {
    serve(router, path, page(file, FOLDER + file));
  }

  private static WebPage page(String file, String resource) {
    return WebPage.of(MEDIA_TYPES.get(extension(file)), read(resource));
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
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
    return find(resource)
        .orElseThrow(
            () -> new IllegalStateException("the console's file " + resource + " is missing"));
  }

  private static Optional<byte[]> find(String resource) {
    try (InputStream in = WebPages.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
