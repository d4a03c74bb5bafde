package io.fallow.sim.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A response.
 *
 * @param headers by their names in lower case
 */
public record Said(int status, Map<String, String> headers, String body) {

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
