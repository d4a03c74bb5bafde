package io.fallow.scheduler.api.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * What an issuer publishes of itself (OpenID Connect Discovery, section 3).
 *
 * @param content checked to be the issuer's own
 */
public record IssuerDocument(JsonObject content) {

  /** Where an issuer publishes it. */
  static URI of(String issuer) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return URI.create(base + "/.well-known/openid-configuration");
  }

  /**
   * Refuses an issuer that can't publish anything that may be believed.
   *
   * @throws IllegalArgumentException unless it is an address of TLS, or of this machine
   */
  public static void requireSafe(String issuer) {
    KeyFetch.requireSafe(of(issuer));
  }

  /**
   * Fetches it. Blocks, for some seconds at most.
   *
   * @throws IOException if it can't be had, or is another issuer's
   */
  public static IssuerDocument fetch(String issuer) throws IOException {
    KeyFetch fetch = new KeyFetch(false, issuer);
    try {
      String content = fetch.retrieveResource(of(issuer).toURL()).getContent();
      return of(issuer, new JsonObject(content));
    } catch (DecodeException fault) {
      throw new IOException("the issuer's configuration is no JSON", fault);
    }
  }

  static IssuerDocument of(String issuer, JsonObject said) throws IOException {
    if (!issuer.equals(said.getValue("issuer"))) {
      throw new IOException("the configuration is another issuer's");
    }
    return new IssuerDocument(said);
  }

  /** An address that it names; empty unless it is one of TLS, or of this machine. */
  public Optional<URI> address(String name) {
    try {
      URI address = URI.create((String) content.getValue(name, ""));
      KeyFetch.requireSafe(address);
      return Optional.of(address);
    } catch (IllegalArgumentException | ClassCastException none) {
      return Optional.empty();
    }
  }
}
