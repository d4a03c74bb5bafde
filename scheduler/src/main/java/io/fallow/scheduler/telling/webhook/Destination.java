package io.fallow.scheduler.telling.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Where a webhook's messages go: an absolute address of https, or, where private receivers are
 * allowed, of http.
 */
public record Destination(URI uri) {

  private static final int LONGEST = 2000;

  /** Finds the addresses of a host name. May block for seconds. */
  @FunctionalInterface
  public interface Names {

    /** All of them, at least one. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException whose message says what it must be
   */
  public static Destination parse(String text, boolean privateAllowed) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
    }
    URI uri = uri(text);
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !(privateAllowed && "http".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("must begin with https://");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("must name a host, and a port from 1 to 65535 if any");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must have no user and no fragment");
    }
    return new Destination(uri);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "must be an address such as https://example.org/fallow", malformed);
    }
  }

  /** The host as it is asked for; of an IPv6 address without its brackets. */
  public String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  public boolean isSecure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** The port, that of the scheme if none is named. */
  public int port() {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return isSecure() ? 443 : 80;
  }

  /** What comes behind the host. */
  public String pathAndQuery() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * The address to connect to: to it alone, since a name that is asked again may have moved. Empty
   * if any of the host's addresses is private, unless that is allowed.
   */
  public Optional<InetAddress> address(Names names, boolean privateAllowed)
      throws UnknownHostException {
    List<InetAddress> all = names.addresses(host());
    boolean allowed = privateAllowed || all.stream().allMatch(PublicAddresses::contain);
    return allowed ? all.stream().findFirst() : Optional.empty();
  }
}
