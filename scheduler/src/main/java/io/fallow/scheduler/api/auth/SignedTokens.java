package io.fallow.scheduler.api.auth;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens whose signature was found to be ours, with what they claim: a caller shows the same one
 * with each request, and to check it takes longer than all else before the database. Those that
 * were shown last are kept. Safe for any number of threads.
 */
final class SignedTokens {

  private static final int MOST = 2_000;

  private final Map<String, JsonObject> claims =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
          return size() > MOST;
        }
      };

  synchronized Optional<JsonObject> claims(String token) {
    return Optional.ofNullable(claims.get(token));
  }

  synchronized void remember(String token, JsonObject claimed) {
    claims.put(token, claimed);
  }
}
