package io.fallow.scheduler.api.auth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;

/**
 * The public keys by which an issuer's tokens are checked: given ones, or those that the issuer
 * publishes, which are kept, fetched again before they are old, at once when a token names a key
 * that isn't among them (but not more often than {@link Pace} allows), and used on for a while when
 * the issuer can't be reached.
 */
public final class IssuerKeys {

  private static final int LEAST_RSA_BITS = 2048;

  private final JWKSource<SecurityContext> source;

  private IssuerKeys(JWKSource<SecurityContext> source) {
    this.source = source;
  }

  /**
   * How published keys are fetched.
   *
   * @param kept how long at most a key counts that the issuer doesn't publish any more
   * @param apart two fetches for unknown keys, at least
   * @param outage how long keys are used on of an issuer that can't be reached
   */
  record Pace(Duration kept, Duration apart, Duration outage) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(6);
    static final Pace USUAL =
        new Pace(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(4));

    /** How long who needs the keys waits while others fetch them. */
    Duration patience() {
      Duration third = kept.dividedBy(3);
      return third.compareTo(LONGEST_WAIT) < 0 ? third : LONGEST_WAIT;
    }

    /** How long before its end the keys' time is renewed. */
    Duration ahead() {
      return kept.dividedBy(3);
    }
  }

  /**
   * One key on P-256, for ES256.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static IssuerKeys ofPem(String pem) {
    return given(new JWKSet(new ECKey.Builder(Curve.P_256, EcKeys.publicKey(pem)).build()));
  }

  /**
   * Those of a JWK set.
   *
   * @throws IllegalArgumentException if it is none, or has a key that no token may be checked by
   */
  public static IssuerKeys ofJwks(String json) {
    try {
      return given(JWKSet.parse(json));
    } catch (ParseException | RuntimeException fault) {
      throw new IllegalArgumentException("holds no JWK set: " + fault.getMessage(), fault);
    }
  }

  private static IssuerKeys given(JWKSet set) {
    List<JWK> keys = set.getKeys();
    if (keys.isEmpty() || !keys.stream().allMatch(IssuerKeys::isUsable)) {
      throw new IllegalArgumentException(
          "needs public keys, each an EC key on P-256 or more, or an RSA key of 2048 bits or more");
    }
    return new IssuerKeys(new ImmutableJWKSet<>(set));
  }

  private static boolean isUsable(JWK key) {
    boolean strong =
        key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS);
    return strong && !key.isPrivate();
  }

  /**
   * Those that are published at an address.
   *
   * @throws IllegalArgumentException unless it is one of TLS, or of this machine
   */
  public static IssuerKeys at(URI address) {
    return at(address, Pace.USUAL);
  }

  static IssuerKeys at(URI address, Pace pace) {
    return fetched(address, new KeyFetch(false, address.toString()), pace);
  }

  /**
   * Those to which the issuer's own configuration leads (OpenID Connect Discovery).
   *
   * @throws IllegalArgumentException unless the issuer is an address of TLS, or of this machine
   */
  public static IssuerKeys discoveredFrom(String issuer) {
    return discoveredFrom(issuer, Pace.USUAL);
  }

  static IssuerKeys discoveredFrom(String issuer, Pace pace) {
    return fetched(IssuerDocument.of(issuer), new KeyFetch(true, issuer), pace);
  }

  private static IssuerKeys fetched(URI address, KeyFetch fetch, Pace pace) {
    KeyFetch.requireSafe(address);
    return new IssuerKeys(
        JWKSourceBuilder.<SecurityContext>create(url(address), fetch)
            .cache(pace.kept().toMillis(), pace.patience().toMillis())
            .refreshAheadCache(pace.ahead().toMillis(), true)
            .rateLimited(pace.apart().toMillis())
            .outageTolerant(pace.outage().toMillis())
            .build());
  }

  private static URL url(URI address) {
    try {
      return address.toURL();
    } catch (MalformedURLException fault) {
      throw new IllegalArgumentException("is no address: " + fault.getMessage(), fault);
    }
  }

  /** To be asked on a thread that may block. */
  JWKSource<SecurityContext> source() {
    return source;
  }
}
