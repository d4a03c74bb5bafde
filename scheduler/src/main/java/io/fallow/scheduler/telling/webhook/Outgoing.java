package io.fallow.scheduler.telling.webhook;

import java.util.List;
import java.util.UUID;

/**
 * A message that is to be sent now, by whoever has claimed its webhook.
 *
 * @param claim ends by itself after {@link Outbox#CLAIMED}
 * @param secrets to sign with
 * @param attempts made before
 */
public record Outgoing(
    UUID webhook,
    UUID claim,
    String url,
    List<Secret> secrets,
    long delivery,
    Message message,
    int attempts) {}
