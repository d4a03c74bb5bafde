package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.telling.webhook.Deliveries;
import io.fallow.scheduler.telling.webhook.Delivery;
import io.fallow.scheduler.telling.webhook.Webhook;
import io.fallow.scheduler.telling.webhook.Webhooks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** The messages of a webhook of the caller's organisation. */
final class DeliveryEndpoints implements Operations {

  private final Webhooks webhooks;
  private final Deliveries deliveries;

  DeliveryEndpoints(Webhooks webhooks, Deliveries deliveries) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "webhookDeliveries", this::latest,
        "redeliver", this::again,
        "testWebhook", this::test);
  }

  private Answer latest(Call call) {
    Inputs inputs = call.inputs();
    UUID id = WebhookEndpoints.id(call);
    int organisation = call.viewer().organisationId();
    if (webhooks.find(organisation, id).isEmpty()) {
      throw WebhookEndpoints.notFound(id);
    }
    OptionalDouble before = inputs.number("before");
    int limit = (int) inputs.number("limit").orElseThrow();
    List<Delivery> found =
        deliveries.latest(
            organisation,
            id,
            inputs.text("status").map(Delivery.Status::valueOf),
            before.isPresent() ? (long) before.getAsDouble() : Long.MAX_VALUE,
            limit);
    JsonArray array = new JsonArray();
    found.forEach(each -> array.add(WebhookJson.of(each)));
    return Answer.ok(new JsonObject().put("deliveries", array));
  }

  private Answer again(Call call) {
    OptionalDouble delivery = call.inputs().number("delivery");
    Webhook webhook = WebhookEndpoints.enabled(webhooks, call, WebhookEndpoints.id(call));
    long id = (long) delivery.orElseThrow();
    return answer(
        deliveries.again(call.viewer().organisationId(), webhook.id(), id, call.now()), id);
  }

  private Answer test(Call call) {
    Webhook webhook = WebhookEndpoints.enabled(webhooks, call, WebhookEndpoints.id(call));
    return answer(deliveries.test(call.viewer().organisationId(), webhook.id(), call.now()), 0);
  }

  private static Answer answer(Optional<Delivery> delivery, long id) {
    return delivery
        .map(found -> Answer.ok(WebhookJson.of(found)))
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        ProblemType.DELIVERY_NOT_FOUND,
                        "There is no delivery " + id + " of this webhook.")));
  }
}
