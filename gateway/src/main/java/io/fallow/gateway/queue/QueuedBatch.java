package io.fallow.gateway.queue;

import io.fallow.gateway.wire.MessageKey;

/**
 * A message in the queue.
 *
 * @param key by which the platform knows it again
 * @param payload as it is published, {@link io.fallow.gateway.wire.JsonBatchCodec JSON}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per access would be waste
public record QueuedBatch(MessageKey key, byte[] payload) {}
