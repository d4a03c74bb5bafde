package io.fallow.scheduler.api.signin;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks of the provider (RFC 6749, section 4.1.1, with RFC 7636 and OpenID Connect
 * Core, section 3.1.2.1).
 *
 * @param asked the parameters, none of which may be given twice
 */
record Wish(MultiMap asked) {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  /** The parameter; empty if it is given not once. */
  Optional<String> one(String name) {
    List<String> given = asked.getAll(name);
    return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
  }

  boolean says(String name, String expected) {
    return one(name).filter(expected::equals).isPresent();
  }

  /** Whether it comes from the console and is to lead back to it: nobody else is sent a code. */
  boolean isOfTheConsole(String home) {
    return says("client_id", ConsoleClient.LOCAL.clientId()) && says("redirect_uri", home);
  }

  /** What is wrong with it otherwise, as a code of RFC 6749. */
  Optional<String> fault() {
    if (asked.names().stream().anyMatch(name -> asked.getAll(name).size() > 1)) {
      return Optional.of("invalid_request");
    }
    if (!says("response_type", "code")) {
      return Optional.of("unsupported_response_type");
    }
    boolean openId =
        one("scope").filter(s -> List.of(s.split(" ", -1)).contains("openid")).isPresent();
    if (!openId) {
      return Optional.of("invalid_scope");
    }
    boolean proof =
        says("code_challenge_method", "S256")
            && one("code_challenge").filter(c -> CHALLENGE.matcher(c).matches()).isPresent();
    return proof ? Optional.empty() : Optional.of("invalid_request");
  }

  /** Whether somebody who shows this verifier is who showed the challenge (S256). */
  static boolean proves(String verifier, String challenge) {
    if (!VERIFIER.matcher(verifier).matches()) {
      return false;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      byte[] proof = Base64.getUrlEncoder().withoutPadding().encode(digest);
      return MessageDigest.isEqual(proof, challenge.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An address with one more parameter. */
  static String with(String address, String name, String value) {
    String joint = address.contains("?") ? "&" : "?";
    return address + joint + encoded(name) + "=" + encoded(value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
