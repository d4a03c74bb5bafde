package io.fallow.telemetry.access;

import java.net.URI;

/**
 * EMQX's REST API.
 *
 * @param url such as {@code http://10.0.0.5:18083}
 * @param key of the API
 */
public record EmqxApi(URI url, String key, String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "EmqxApi[" + key + " at " + url + "]";
  }
}
