package io.fallow.gateway.wire;

/**
 * Which gateway of which organisation. Its text form {@code organisation.gateway} is the gateway's
 * MQTT user name.
 */
public record GatewayAddress(String organisation, String gateway) {

  /** Checks that both are codes. */
  public GatewayAddress {
    if (!organisation.matches(Topics.CODE) || !gateway.matches(Topics.CODE)) {
      throw new IllegalArgumentException(
          "a gateway's address is organisation.gateway, each of a-z, 0-9 and -");
    }
  }

  /**
   * Reads {@code organisation.gateway}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static GatewayAddress parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException(
          "a gateway's address is organisation.gateway, each of a-z, 0-9 and -");
    }
    return new GatewayAddress(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return organisation + "." + gateway;
  }
}
