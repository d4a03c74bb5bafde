package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.telling.webhook.Destination;
import io.fallow.scheduler.telling.webhook.Webhook;
import io.fallow.scheduler.telling.webhook.Webhook.Change;
import io.fallow.scheduler.telling.webhook.Webhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The webhooks of the caller's organisation. */
final class WebhookEndpoints implements Operations {

  private static final String PLACE = "/api/v1/webhooks/";

  private final Webhooks webhooks;
  private final boolean privateAllowed;

  WebhookEndpoints(Webhooks webhooks, boolean privateAllowed) {
    this.webhooks = webhooks;
    this.privateAllowed = privateAllowed;
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "webhooks", this::all,
        "createWebhook", this::create,
        "webhook", this::get,
        "changeWebhook", this::change,
        "deleteWebhook", this::delete,
        "rotateWebhookSecret", this::rotate);
  }

  private Answer all(Call call) {
    call.inputs().orThrow();
    JsonArray array = new JsonArray();
    webhooks.all(call.viewer().organisationId()).forEach(each -> array.add(WebhookJson.of(each)));
    return Answer.ok(new JsonObject().put("webhooks", array));
  }

  private Answer create(Call call) {
    Inputs inputs = call.inputs();
    Optional<Destination> destination = destination(inputs);
    inputs.orThrow();
    return webhooks
        .create(
            call.viewer().organisationId(),
            call.viewer().person(),
            destination.orElseThrow(),
            inputs.texts("types"),
            inputs.text("description").orElse(""),
            call.now())
        .map(made -> Answer.created(PLACE + made.webhook().id(), WebhookJson.of(made)))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.TOO_MANY,
                        "An organisation has at most " + Webhooks.MOST + " webhooks.")));
  }

  private Optional<Destination> destination(Inputs inputs) {
    Optional<String> url = inputs.text("url");
    try {
      return url.map(text -> Destination.parse(text, privateAllowed));
    } catch (IllegalArgumentException wrong) {
      inputs.fault("body", "url", "format", wrong.getMessage());
      return Optional.empty();
    }
  }

  private Answer get(Call call) {
    UUID id = id(call);
    return webhooks
        .find(call.viewer().organisationId(), id)
        .map(found -> Answer.ok(WebhookJson.of(found)))
        .orElseThrow(() -> notFound(id));
  }

  private Answer change(Call call) {
    Inputs inputs = call.inputs();
    Optional<Set<String>> kinds =
        inputs.isGiven("types") ? Optional.of(inputs.texts("types")) : Optional.empty();
    Optional<Boolean> enabled =
        inputs.isGiven("enabled") ? Optional.of(inputs.flag("enabled")) : Optional.empty();
    Change change = new Change(destination(inputs), kinds, inputs.text("description"), enabled);
    UUID id = id(call);
    return webhooks
        .change(call.viewer().organisationId(), id, change, call.now())
        .map(changed -> Answer.ok(WebhookJson.of(changed)))
        .orElseThrow(() -> notFound(id));
  }

  private Answer delete(Call call) {
    UUID id = id(call);
    if (!webhooks.delete(call.viewer().organisationId(), id)) {
      throw notFound(id);
    }
    return Answer.noContent();
  }

  private Answer rotate(Call call) {
    UUID id = id(call);
    return webhooks
        .rotate(call.viewer().organisationId(), id, call.now())
        .map(rotated -> Answer.ok(WebhookJson.of(rotated)))
        .orElseThrow(() -> notFound(id));
  }

  /** The id in the path, of a request without a fault. */
  static UUID id(Call call) {
    Optional<UUID> id = call.inputs().uuid("webhook");
    call.inputs().orThrow();
    return id.orElseThrow();
  }

  static ProblemException notFound(UUID id) {
    return new ProblemException(
        Problem.of(
            ProblemType.WEBHOOK_NOT_FOUND,
            "There is no webhook " + id + ", as far as you may see."));
  }

  /** One that is told something, so that what is sent now arrives now. */
  static Webhook enabled(Webhooks webhooks, Call call, UUID id) {
    Webhook webhook =
        webhooks.find(call.viewer().organisationId(), id).orElseThrow(() -> notFound(id));
    if (webhook.disabled().isPresent()) {
      throw new ProblemException(
          Problem.of(
              ProblemType.WEBHOOK_DISABLED,
              "It is disabled: " + webhook.disabled().get().reason() + "."));
    }
    return webhook;
  }
}
