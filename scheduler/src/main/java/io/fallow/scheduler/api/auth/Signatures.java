package io.fallow.scheduler.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.DefaultJOSEProcessor;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds whether a token was signed by the issuer. A key comes from the issuer's published ones and
 * never from the token: a header that brings one, or says where one is, or that something is
 * critical, is refused. Blocks, as the issuer may have to be asked; safe for any number of threads.
 */
final class Signatures {

  private static final Logger LOG = LoggerFactory.getLogger(Signatures.class);

  private final DefaultJOSEProcessor<SecurityContext> processor = new DefaultJOSEProcessor<>();

  Signatures(TokenTrust trust) {
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(trust.algorithms(), trust.keys().source()));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
  }

  /**
   * What a token claims that the issuer has signed.
   *
   * @throws ProblemException of status 401 for every other, of 503 if it can't be found out
   */
  JsonObject claims(String token) {
    try {
      JWSObject signed = JWSObject.parse(token);
      requirePlain(signed.getHeader());
      return new JsonObject(processor.process(signed, null).toString());
    } catch (RateLimitReachedException unknownKey) {
      throw refused();
    } catch (JWKSetUnavailableException away) {
      LOG.warn("the keys of the tokens' issuer can't be had: {}", away.getMessage());
      throw new ProblemException(
          Problem.of(ProblemType.ISSUER_UNAVAILABLE).withHeader("Retry-After", "5"));
    } catch (KeySourceException fault) {
      LOG.warn("the keys of the tokens' issuer can't be used: {}", fault.getMessage());
      throw refused();
    } catch (ParseException
        | BadJOSEException
        | JOSEException
        | DecodeException
        | IllegalArgumentException
        | IllegalStateException fault) {
      throw refused();
    }
  }

  private static void requirePlain(JWSHeader header) {
    boolean plain =
        Stream.of(
                header.getCriticalParams(),
                header.getJWK(),
                header.getJWKURL(),
                header.getX509CertURL(),
                header.getX509CertChain())
            .allMatch(each -> each == null);
    if (!plain || !header.isBase64URLEncodePayload()) {
      throw refused();
    }
  }

  private static ProblemException refused() {
    return TokenVerifier.invalid("its signature or its form is not valid");
  }
}
