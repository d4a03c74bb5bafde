package io.fallow.scheduler.api.auth;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;

/**
 * Which tokens are believed. Only ES256 signatures are: a key of another kind is refused here, and
 * a token that names another algorithm finds no key.
 *
 * @param issuer the token's {@code iss}
 * @param audience one of the token's {@code aud}
 * @param pems public keys, each {@code -----BEGIN PUBLIC KEY-----}
 * @param jwks public keys as JWK objects
 */
public record TokenTrust(String issuer, String audience, List<String> pems, List<JsonObject> jwks) {

  /** Checks the keys. */
  public TokenTrust {
    pems = List.copyOf(pems);
    jwks = jwks.stream().map(TokenTrust::es256).toList();
    if (pems.isEmpty() && jwks.isEmpty()) {
      throw new IllegalArgumentException("at least one key is needed to check tokens with");
    }
    pems.forEach(EcKeys::publicKey);
  }

  private static JsonObject es256(JsonObject jwk) {
    boolean usable =
        "EC".equals(jwk.getString("kty"))
            && "P-256".equals(jwk.getString("crv"))
            && "ES256".equals(jwk.getString("alg", "ES256"))
            && !jwk.containsKey("d");
    if (!usable) {
      throw new IllegalArgumentException("a JWK must be a public EC key on P-256 for ES256");
    }
    return jwk.copy().put("alg", "ES256");
  }

  /** Whether these are tokens of a {@link LocalIssuer}, which anybody on its machine can make. */
  public boolean isLocal() {
    return issuer.equals(LocalIssuer.ISSUER);
  }

  JWTAuthOptions options() {
    JWTAuthOptions options = new JWTAuthOptions();
    pems.forEach(
        pem -> options.addPubSecKey(new PubSecKeyOptions().setAlgorithm("ES256").setBuffer(pem)));
    jwks.forEach(options::addJwk);
    // Time, issuer and audience are checked by TokenVerifier, which tells expired from invalid.
    options.getJWTOptions().setIgnoreExpiration(true);
    return options;
  }
}
