package io.fallow.scheduler.api.auth;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tokens are believed: those of one issuer, meant for one audience, signed by one of its keys
 * with one of these algorithms. A token that names another algorithm is refused before any key is
 * looked for.
 *
 * @param issuer the token's {@code iss}
 * @param audience one of the token's {@code aud}
 * @param algorithms by their names in JOSE; asymmetric ones alone
 */
public record TokenTrust(
    String issuer, String audience, Set<JWSAlgorithm> algorithms, IssuerKeys keys) {

  /** What is taken where nothing is said. */
  public static final Set<JWSAlgorithm> USUAL = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

  /** Takes a copy. */
  public TokenTrust {
    algorithms = Set.copyOf(algorithms);
  }

  /**
   * Algorithms of their names, comma-separated.
   *
   * @throws IllegalArgumentException for none, {@code none}, and those whose keys are secrets
   */
  public static Set<JWSAlgorithm> algorithms(String names) {
    Set<JWSAlgorithm> wanted = new LinkedHashSet<>();
    for (String name : names.split(",", -1)) {
      wanted.add(JWSAlgorithm.parse(name.strip()));
    }
    List<JWSAlgorithm> known =
        List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException("must be some of " + known + ", comma-separated");
    }
    return wanted;
  }

  /** Whether these are tokens of a {@link LocalIssuer}, which anybody on its machine can make. */
  public boolean isLocal() {
    return issuer.equals(LocalIssuer.ISSUER);
  }
}
