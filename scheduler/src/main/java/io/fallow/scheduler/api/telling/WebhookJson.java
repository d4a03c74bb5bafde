package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.telling.webhook.Delivery;
import io.fallow.scheduler.telling.webhook.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Webhooks and their messages as the contract shows them. */
final class WebhookJson {

  private WebhookJson() {}

  static JsonObject of(Webhook webhook) {
    JsonObject json =
        new JsonObject()
            .put("id", webhook.id().toString())
            .put("url", webhook.url())
            .put("types", new JsonArray(webhook.kinds().stream().sorted().toList()))
            .put("description", webhook.description())
            .put("enabled", webhook.disabled().isEmpty())
            .put("createdAt", webhook.createdAt().toString())
            .put("createdBy", webhook.createdBy());
    webhook
        .disabled()
        .ifPresent(
            disabled ->
                json.put("disabledAt", disabled.at().toString())
                    .put("disabledReason", disabled.reason()));
    webhook.failingSince().ifPresent(since -> json.put("failingSince", since.toString()));
    webhook.oldSecretUntil().ifPresent(until -> json.put("oldSecretUntil", until.toString()));
    return json;
  }

  static JsonObject of(Webhook.WithSecret made) {
    return of(made.webhook()).put("secret", made.secret().text());
  }

  static JsonObject of(Delivery delivery) {
    JsonObject json =
        new JsonObject()
            .put("id", delivery.id())
            .put("messageId", delivery.message().id())
            .put("type", delivery.kind())
            .put("status", delivery.status().name())
            .put("attempts", delivery.attempts())
            .put("createdAt", delivery.createdAt().toString())
            .put("message", new JsonObject(delivery.message().body()));
    delivery.lastAttempt().ifPresent(at -> json.put("lastAttemptAt", at.toString()));
    delivery.nextAttempt().ifPresent(at -> json.put("nextAttemptAt", at.toString()));
    delivery.responseStatus().ifPresent(status -> json.put("responseStatus", status));
    delivery.responseText().ifPresent(text -> json.put("responseText", text));
    return json;
  }
}
