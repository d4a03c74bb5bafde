package io.fallow.scheduler.api.auth;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Fetches an issuer's keys, over TLS alone but for this machine's own addresses; follows no
 * redirects and reads no more than keys need. Where they are may be asked of the issuer first, each
 * time, as it may move them. Blocks.
 */
final class KeyFetch implements ResourceRetriever {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int LONGEST = 256 * 1024;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean discovers;
  private final String issuer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * A fetch.
   *
   * @param discovers whether what is asked for first is the issuer's configuration
   */
  KeyFetch(boolean discovers, String issuer) {
    this.discovers = discovers;
    this.issuer = issuer;
  }

  /**
   * Refuses an address at which somebody between could answer.
   *
   * @throws IllegalArgumentException if it is one
   */
  static void requireSafe(URI address) {
    String host = address.getHost();
    boolean local = "http".equals(address.getScheme()) && host != null && LOOPBACK.contains(host);
    if (!local && !("https".equals(address.getScheme()) && host != null)) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
  }

  @Override
  public Resource retrieveResource(URL address) throws IOException {
    URI asked = URI.create(address.toString());
    return discovers ? get(published(get(asked))) : get(asked);
  }

  private URI published(Resource configuration) throws IOException {
    try {
      return IssuerDocument.of(issuer, new JsonObject(configuration.getContent()))
          .address("jwks_uri")
          .orElseThrow(() -> new IOException("the issuer's configuration names no keys"));
    } catch (DecodeException fault) {
      throw new IOException("the issuer's configuration names no keys", fault);
    }
  }

  private Resource get(URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] content = body.readNBytes(LONGEST + 1);
        if (response.statusCode() != 200 || content.length > LONGEST) {
          throw new IOException("the issuer answered " + response.statusCode());
        }
        return new Resource(new String(content, StandardCharsets.UTF_8), "application/json");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
