package io.fallow.scheduler.telling.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a receiver is told: a body, and an id that stays the same however often it is sent.
 *
 * @param id without a full stop, which would end it in what is signed
 */
public record Message(String id, String body) {

  /**
   * The headers of an attempt: Standard Webhooks 1.0.0. One signature for each secret, so that a
   * receiver may still know the old one.
   *
   * @param at when it is sent
   */
  public Map<String, String> headers(Instant at, List<Secret> secrets) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    headers.put(
        "webhook-signature",
        String.join(" ", secrets.stream().map(secret -> signature(at, secret)).toList()));
    return headers;
  }

  private String signature(Instant at, Secret secret) {
    try {
      return new Webhook(secret.text()).sign(id, at.getEpochSecond(), body);
    } catch (EmptyWebhookSecretException | WebhookSigningException impossible) {
      throw new IllegalStateException("can't sign", impossible);
    }
  }
}
