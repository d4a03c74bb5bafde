package io.fallow.gateway.tls;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a broker and a gateway do not trust each other, for who has to mend it. */
public final class Distrust {

  private Distrust() {}

  /** In words, with what Java says in brackets; empty if that isn't what went wrong. */
  public static Optional<String> inWords(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<String> words = words(each);
      if (words.isPresent()) {
        return words.map(text -> text + " (" + root(failure).getMessage() + ")");
      }
    }
    return Optional.empty();
  }

  /**
   * Why a broker ended a TLS connection before it answered. In TLS 1.3 a client hears that its
   * certificate is refused only after it has begun to speak, or not at all.
   */
  public static Optional<String> atOnce(Throwable failure) {
    Throwable root = root(failure);
    boolean ended = root.getClass() == SocketException.class || root instanceof EOFException;
    return ended
        ? Optional.of(
            "the broker ended the connection at once: it may be that the broker wants a certificate"
                + " of this gateway that it trusts ("
                + root.getMessage()
                + ")")
        : Optional.empty();
  }

  private static Optional<String> words(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    if (failure instanceof CertificateExpiredException) {
      return Optional.of("the broker's certificate has expired, or this machine's clock is wrong");
    }
    if (failure instanceof CertificateNotYetValidException) {
      return Optional.of(
          "the broker's certificate is not valid yet, or this machine's clock is wrong");
    }
    if (failure instanceof CertPathBuilderException) {
      return Optional.of(
          "nobody whom this gateway trusts has signed the broker's certificate: name the authority"
              + " that did (ca), if it is your own");
    }
    if (said.contains("No subject alternative") || said.contains("No name matching")) {
      return Optional.of(
          "the broker's certificate is for another name than the one in its address");
    }
    if (failure instanceof SSLException && said.contains("Received fatal alert")) {
      return Optional.of(
          said.contains("certificate") || said.contains("unknown_ca")
              ? "the broker wants a certificate of this gateway that it trusts"
              : "the broker refuses to speak TLS with this gateway");
    }
    if (failure instanceof SSLException && said.contains("Unsupported or unrecognized")) {
      return Optional.of("what listens there doesn't speak TLS");
    }
    return Optional.empty();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
